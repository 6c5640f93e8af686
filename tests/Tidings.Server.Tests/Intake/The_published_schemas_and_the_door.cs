using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tidings.Core.Events;
using Tidings.Server.Intake.Events;

namespace Tidings.Server.Tests.Intake;

public sealed class The_published_schemas_and_the_door
{
    public static TheoryData<string> Types => [.. EventTypes.Predefined];

    static JsonElement Schema(string type) => EventSchemas.TryGet(type, out var schema) ? JsonDocument.Parse(schema).RootElement : throw new InvalidOperationException(type);

    static IEnumerable<string> Names(EventField fields)
    {
        for (; fields != 0; fields &= fields - 1)
            yield return EventNames.NameOf((EventField)(1UL << BitOperations.TrailingZeroCount((ulong)fields)));
    }

    [Theory, MemberData(nameof(Types))]
    public void Agree_on_what_a_type_must_and_may_have(string type)
    {
        var (schema, shape) = (Schema(type), EventShape.Of(type)!);
        Assert.Equal(schema.GetProperty("properties").EnumerateObject().Select(p => p.Name).Order(), Names(shape.Allowed).Order());
        Assert.Equal(schema.GetProperty("required").EnumerateArray().Select(p => p.GetString()!).Order(), Names(shape.Required).Order());
        if (shape.Statuses is { } statuses)
            Assert.Equal(schema.GetProperty("properties").GetProperty("status").GetProperty("enum").EnumerateArray().Select(s => s.GetString()!), statuses);
    }

    [Theory, MemberData(nameof(Types))]
    public async Task Agree_on_every_example_and_on_what_it_lacks_when_a_member_is_taken_out(string type)
    {
        await using var host = await IntakeHost.Start();
        var number = 0;
        foreach (var example in Schema(type).GetProperty("examples").EnumerateArray())
        {
            var answer = await host.One(Samples.Event($"{++number}", type, example.GetRawText()));
            Assert.True(answer.Status == 202, answer.Text);
            foreach (var required in Schema(type).GetProperty("required").EnumerateArray().Select(r => r.GetString()!))
            {
                var without = JsonNode.Parse(example.GetRawText())!.AsObject();
                without.Remove(required);
                Assert.Contains(($"data.{required}", "missing"), (await host.One(Samples.Event($"{++number}", type, without.ToJsonString()))).Errors);
            }
        }
    }
}
