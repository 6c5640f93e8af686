using Tidings.Core.Events;

namespace Tidings.Server.Tests.Intake;

/// <summary><c>"\ud800"</c> is JSON by its grammar and no text. Wherever it stands, the sender is told, and nothing breaks.</summary>
public sealed class When_json_escapes_half_a_character
{
    const string Half = @"\ud800";

    public static TheoryData<string, string> Data => new()
    {
        { EventTypes.CustomerUpdated, """{"customer":"C-1","name":"Ada","phones":["+15005550006"],"quietHours":{"HALF":"22:00","from":"22:00","until":"07:00"}}""" },
        { EventTypes.TransactionPosted, """{"account":"A-1","kind":"fee","amount":{"HALF":"1","amount":"1","currency":"GBP"}}""" },
        { EventTypes.Login, """{"customer":"HALF"}""" },
        { EventTypes.Login, """{"customer":"C-1","HALF":1}""" },
    };

    [Theory, MemberData(nameof(Data))]
    public async Task An_event_is_refused_by_its_member(string type, string data)
    {
        await using var host = await IntakeHost.Start();
        var answer = await host.One($$"""{"specversion":"1.0","id":"1","source":"/b","type":"{{type}}","data":{{data.Replace("HALF", Half, StringComparison.Ordinal)}}}""");
        Assert.Equal((422, "event-refused"), (answer.Status, answer.Code));
        Assert.Single(answer.Errors);
    }

    [Fact]
    public async Task Data_in_base_64_is_refused()
    {
        await using var host = await IntakeHost.Start();
        var answer = await host.One($$"""{"specversion":"1.0","id":"1","source":"/b","type":"{{EventTypes.Login}}","data_base64":"{{Half}}"}""");
        Assert.Equal((422, ("data_base64", "format")), (answer.Status, Assert.Single(answer.Errors)));
    }

    [Fact]
    public async Task A_profile_is_refused_by_its_member()
    {
        await using var host = await IntakeHost.Start();
        var answer = await host.Put("/v1/customers/C-1", $$$"""{"name":"Ada","phones":["+15005550006"],"quietHours":{"{{{Half}}}":"22:00","from":"22:00","until":"07:00"}}""");
        Assert.Equal(422, answer.Status);
    }
}
