using System.Text.Json;
using Tidings.Core.Events;

namespace Tidings.Core.Tests.Events;

public sealed class Published_schemas
{
    public static TheoryData<string> Predefined => [.. EventTypes.Predefined];

    [Theory, MemberData(nameof(Predefined))]
    public void Every_predefined_type_has_one_with_title_description_and_example(string type)
    {
        Assert.True(EventSchemas.TryGet(type, out var bytes));
        var root = JsonDocument.Parse(bytes).RootElement;
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", root.GetProperty("$schema").GetString());
        Assert.Contains($"`{type}`", root.GetProperty("description").GetString(), StringComparison.Ordinal);
        Assert.NotEqual(0, root.GetProperty("examples").GetArrayLength());
        Assert.False(root.GetProperty("additionalProperties").GetBoolean());
    }

    [Theory, MemberData(nameof(Predefined))]
    public void Every_required_member_is_described_and_every_example_has_it(string type)
    {
        Assert.True(EventSchemas.TryGet(type, out var bytes));
        var root = JsonDocument.Parse(bytes).RootElement;
        var properties = root.GetProperty("properties");
        foreach (var required in root.GetProperty("required").EnumerateArray().Select(e => e.GetString()!))
        {
            Assert.True(properties.TryGetProperty(required, out _), required);
            Assert.All(root.GetProperty("examples").EnumerateArray(), example => Assert.True(example.TryGetProperty(required, out _)));
        }
    }

    [Fact]
    public void A_type_of_the_clock_and_an_unknown_one_have_none()
    {
        Assert.False(EventSchemas.TryGet(EventTypes.BalanceDue, out _));
        Assert.False(EventSchemas.TryGet("bank.own", out _));
    }
}
