using System.Text.Json.Nodes;
using Tidings.Server.Tell;
using Tidings.Server.Tests.Intake;
using Tidings.Server.Tests.Tell;

namespace Tidings.Server.Tests.Verify;

/// <summary>The whole way over a real node: what the bank's event began, and what came of it.</summary>
public sealed class When_an_event_begins_a_verification
{
    const string ByLogin = """[{"on":"security.login","when":[{"field":"newDevice","op":"is","value":true}]}]""";
    const string ByPayment = """[{"on":"payment.initiated","when":[{"field":"currency","op":"is","value":"EUR"},{"field":"amount","op":"above","value":1000}]}]""";
    const string Login = """{"customer":"C-1","newDevice":true,"device":"Pixel 9","session":"s-1"}""";

    static async Task<ProvenNode> Start()
    {
        var bank = await ProvenNode.Start(RealNode.OnePerson);
        var purposes = JsonNode.Parse((await bank.Node.Send(HttpMethod.Get, "/v1/purposes")).Text)!;
        foreach (var purpose in purposes["purposes"]!.AsArray())
            purpose!["begunBy"] = purpose["id"]!.GetValue<string>() switch { "login" => JsonNode.Parse(ByLogin), "payment" => JsonNode.Parse(ByPayment), _ => new JsonArray() };
        var put = await bank.Node.Send(HttpMethod.Put, "/v1/purposes", body: purposes.ToJsonString());
        Assert.True(put.Status == 200, put.Text);
        return bank;
    }

    static Task<Answer> Happens(ProvenNode bank, string id, string type, string data) =>
        bank.Node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", $$"""{"specversion":"1.0","id":"{{id}}","source":"/bank/core","type":"{{type}}","data":{{data}}}""");

    static string? Begun(Answer answer) => answer.Results[0].TryGetProperty("verification", out var id) ? id.GetString() : null;

    /// <summary>The alert comes to the same phone.</summary>
    static async Task<string> Code(ProvenNode bank)
    {
        while (true)
            if ((await bank.Phone.Next()).Text is var text && text.Contains("is your code", StringComparison.Ordinal))
                return ProvenNode.CodeIn(text);
    }

    static async Task<string[]> Suppressed(ProvenNode bank) => [.. (await bank.Node.Send(HttpMethod.Post, "/v1/events/search", body: """{"customer":"C-1","suppressed":true}""")).Json.GetProperty("events").EnumerateArray()
        .SelectMany(static one => one.GetProperty("suppressions").EnumerateArray()).Select(static not => not.GetProperty("reason").GetProperty("code").GetString()!)];

    [Fact]
    public async Task Its_answer_has_the_id_a_webhook_tells_it_and_the_code_is_good_in_its_session()
    {
        await using var receiver = await Receiver.Start();
        await using var bank = await Start();
        await bank.Told.Subscribe(receiver.Url, TellEvents.VerificationBegun, TellEvents.Verification);
        var answer = await Happens(bank, "L-1", "security.login", Login);
        Assert.Equal((202, 2), (answer.Status, answer.Results[0].GetProperty("messages").GetArrayLength()));
        var id = Begun(answer)!;
        Assert.Equal("pending", await bank.Status(id));
        var code = await Code(bank);
        Assert.False((await bank.Check(id, code)).Json.GetProperty("approved").GetBoolean());
        Assert.True((await bank.Check(id, code, ""","session":"s-1" """)).Json.GetProperty("approved").GetBoolean());

        var told = await receiver.Until(static taken => taken.Length == 2);
        Assert.Equal([TellEvents.VerificationBegun, TellEvents.Verification], told.Select(static one => one.Type));
        Assert.All(told, one => Assert.Equal(("C-1", id, "login", "…01"), (one.Customer, one.Data.GetProperty("verification").GetString(), one.Data.GetProperty("purpose").GetString(), one.Data.GetProperty("to").GetString())));
        Assert.Equal(("/bank/core", "L-1", "pending"), (told[0].Data.GetProperty("event").GetProperty("source").GetString(), told[0].Data.GetProperty("event").GetProperty("id").GetString(), told[0].Data.GetProperty("status").GetString()));
        Assert.Equal("approved", told[1].Data.GetProperty("status").GetString());
        Assert.All(told, one => Assert.DoesNotContain(code, one.Text, StringComparison.Ordinal));
        Assert.DoesNotContain(code, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sent_again_it_begins_nothing_and_says_what_it_began_also_after_a_restart()
    {
        await using var bank = await Start();
        var id = Begun(await Happens(bank, "L-1", "security.login", Login))!;
        var again = await Happens(bank, "L-1", "security.login", Login);
        Assert.Equal((200, id), (again.Status, Begun(again)));
        await bank.Told.Restart();
        var later = await Happens(bank, "L-1", "security.login", Login);
        Assert.Equal((200, id), (later.Status, Begun(later)));
        Assert.True((await bank.Check(id, await Code(bank), ""","session":"s-1" """)).Json.GetProperty("approved").GetBoolean());
        Assert.Single(bank.Told.Smsc.Inbox.Texts(ProvenNode.Number), static text => text.Text.Contains("is your code", StringComparison.Ordinal));
        Assert.Null(Begun(await Happens(bank, "L-2", "security.login", Login.Replace("true", "false", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_payment_over_the_threshold_is_approved_as_the_event_says_it_and_one_below_is_not_asked_for()
    {
        await using var bank = await Start();
        const string Rent = """{"account":"A-C-1","amount":{"amount":"1250.00","currency":"EUR"},"counterparty":"Mill Cafe"}""";
        Assert.Null(Begun(await Happens(bank, "P-1", "payment.initiated", Rent.Replace("1250.00", "999.00", StringComparison.Ordinal))));
        // The account's only holder is meant.
        var answer = await Happens(bank, "P-2", "payment.initiated", Rent);
        var id = Begun(answer);
        Assert.True(id is not null, answer.Text);
        Assert.True((await bank.Check(id, await Code(bank), ""","payment":{"amount":{"amount":"1250.00","currency":"EUR"},"payee":"Mill Cafe"}""", "payment")).Json.GetProperty("approved").GetBoolean());

        await bank.Told.Register("C-2", "+447700900102");
        Assert.Equal(200, (await bank.Node.Send(HttpMethod.Put, "/v1/accounts/A-joint", body: """{"holders":["C-1","C-2"],"currency":"EUR"}""")).Status);
        var joint = Rent.Replace("A-C-1", "A-joint", StringComparison.Ordinal);
        Assert.Null(Begun(await Happens(bank, "P-3", "payment.initiated", joint)));
        Assert.Equal(["verification-not-one"], await Suppressed(bank));
        Assert.NotNull(Begun(await Happens(bank, "P-4", "payment.initiated", joint.Replace("{\"account\"", "{\"customer\":\"C-1\",\"account\"", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Beyond_a_limit_it_is_taken_its_alert_goes_and_the_reason_is_recorded()
    {
        await using var bank = await Start();
        for (var i = 0; i < 5; i++)
            Assert.NotNull(Begun(await Happens(bank, $"L-{i}", "security.login", Login)));
        var beyond = await Happens(bank, "L-5", "security.login", Login.Replace("s-1", "s-2", StringComparison.Ordinal));
        Assert.Equal((202, null, 1), (beyond.Status, Begun(beyond), beyond.Results[0].GetProperty("messages").GetArrayLength()));
        Assert.Equal(["verification-limited"], await Suppressed(bank));
    }
}
