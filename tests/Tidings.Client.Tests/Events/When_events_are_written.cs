using System.Text;
using System.Text.Json;
using Tidings.Client.Events;
using Tidings.Core.Events;

namespace Tidings.Client.Tests.Events;

public sealed class When_events_are_written
{
    /// <summary>One of each type that the client knows.</summary>
    static IEnumerable<EventData> All() => typeof(EventData).Assembly.GetTypes().Where(static type => type.IsSubclassOf(typeof(EventData)))
        .Select(static type => (EventData)Activator.CreateInstance(type)!);

    [Fact]
    public void Each_type_of_the_node_is_there_and_no_other() =>
        Assert.Equal(EventTypes.Predefined.Order(StringComparer.Ordinal), All().Select(static data => data.Type).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_has_the_members_of_its_schema_and_needs_those_that_it_requires()
    {
        foreach (var data in All())
        {
            Assert.True(EventSchemas.TryGet(data.Type, out var bytes));
            var schema = JsonDocument.Parse(bytes).RootElement;
            var members = EventJson.Default.GetTypeInfo(data.GetType())!.Properties.Where(static member => member.Get is not null).ToArray();
            Assert.Equal(
                schema.GetProperty("properties").EnumerateObject().Select(member => $"{data.Type} {member.Name}").Order(StringComparer.Ordinal),
                members.Select(member => $"{data.Type} {member.Name}").Order(StringComparer.Ordinal));
            Assert.Equal(
                schema.GetProperty("required").EnumerateArray().Select(static name => name.GetString()).Order(StringComparer.Ordinal),
                members.Where(static member => member.IsRequired).Select(static member => member.Name).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData("12.30", "12.30"), InlineData("0.0001", "0.0001"), InlineData("-40", "-40"), InlineData("1234567890123456789.1234", "1234567890123456789.1234")]
    public void Amounts_are_what_they_are_to_the_last_digit(string amount, string written)
    {
        var data = new BalanceReported { Account = "A-1", Balance = new(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), "EUR") };
        Assert.Contains($"\"amount\":\"{written}\"", Text(new("/s", "1", data)), StringComparison.Ordinal);
    }

    [Fact]
    public void They_are_CloudEvents_and_what_is_left_out_is_not_there()
    {
        var time = new DateTimeOffset(2026, 11, 25, 8, 15, 0, TimeSpan.FromHours(1));
        Assert.Equal(
            """{"specversion":"1.0","id":"L-1","source":"/bank/web","type":"security.login","time":"2026-11-25T08:15:00+01:00","data":{"customer":"C-1","device":"Pixel 9 – größer","newDevice":true}}""",
            Text(new("/bank/web", "L-1", new LoggedIn { Customer = "C-1", Device = "Pixel 9 – größer", NewDevice = true }) { Time = time }));
    }

    static string Text(TidingsEvent happened) => Encoding.UTF8.GetString(EventWriter.One(happened));
}
