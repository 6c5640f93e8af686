using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Verify;
using Tidings.Server.Deliver;
using Tidings.Server.Tests.Deliver.Http;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Verify;

/// <summary>A whole node whose texts go by SMPP and whose calls by another carrier, from a text that does not arrive to the code that is heard.</summary>
public sealed partial class When_a_code_is_said
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Texts have a route; calls go where calls are made all the same.</summary>
    static async Task<ProvenNode> Start(HttpPeer peer, string members = "")
    {
        var bank = await ProvenNode.Start(
            ("Routing:Routes:0:Carriers:0", "main"), ("Carriers:calls:Kind", "Http"), ("Carriers:calls:Http:Url", new Uri(peer.Url, "/send").ToString()), ("Carriers:calls:Http:Voice:From", "+442079460123"),
            ("Carriers:calls:Http:Voice:Url", new Uri(peer.Url, "/call").ToString()), ("Carriers:calls:Http:Voice:Body", """{"to":"{to}","say":"{text}"}"""));
        await Put(bank, members);
        return bank;
    }

    static async Task Put(ProvenNode bank, string members)
    {
        var put = await bank.Node.Send(HttpMethod.Put, "/v1/purposes", body: $$"""{"purposes":[{"id":"login","template":"verify-login","cooldown":"PT10S","means":["sms","voice"]{{members}}},{"id":"text","template":"verify-login"}]}""");
        Assert.True(put.Status == 200, put.Text);
    }

    static async Task<Answer> Resend(ProvenNode bank, string id, string body)
    {
        Answer again;
        while ((again = await bank.Send(HttpMethod.Post, $"/{id}/resend", body)).Status == 429)
            await Task.Delay(again.Headers.RetryAfter!.Delta!.Value, TimeProvider.System, Cancel);
        return again;
    }

    /// <summary>What the call says, when it is made.</summary>
    static async Task<string> Said(HttpPeer peer)
    {
        while (peer.Requests.Length == 0)
            await Task.Yield();
        var request = Assert.Single(peer.Requests);
        var body = JsonDocument.Parse(request.Body).RootElement;
        Assert.Equal(("/call", ProvenNode.Number), (request.Path, body.GetProperty("to").GetString()));
        return body.GetProperty("say").GetString()!;
    }

    /// <summary>The code of a call, which says it twice.</summary>
    internal static string CodeIn(string said) => Pattern().Match(said) is { Success: true } found ? Codes.Written(found.Groups[1].Value) : throw new InvalidOperationException("There is no code in what is said, or it is not said twice.");

    [GeneratedRegex(@"((?:\d, ){5,9}\d)\b.*\1")]
    private static partial Regex Pattern();

    [Fact]
    public async Task Who_did_not_get_the_text_is_called_and_the_code_that_he_hears_is_right()
    {
        await using var peer = await HttpPeer.Start();
        await using var bank = await Start(peer);
        var id = await bank.Begin();
        var first = await bank.Code();
        var called = await Resend(bank, id, """{"by":"voice"}""");
        Assert.Equal((200, "voice", 2), (called.Status, called.Json.GetProperty("means").GetString(), called.Json.GetProperty("resendsLeft").GetInt32()));
        var second = CodeIn(await Said(peer));
        Assert.NotEqual(first, second);
        Assert.False((await bank.Check(id, first)).Json.GetProperty("approved").GetBoolean());
        Assert.True((await bank.Check(id, second)).Json.GetProperty("approved").GetBoolean());
        Assert.Equal(["sms", "voice"], await When_an_approval_is_stated.Means(bank, id));
        Assert.Single(bank.Told.Smsc.Inbox.Texts(ProvenNode.Number));
        // It is in no log, search or answer, and gone from what is stored.
        var found = await bank.Message();
        foreach (var secret in (string[])[second, Codes.Spoken(second)])
        {
            Assert.DoesNotContain(secret, bank.Node.Logs.All, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, (await bank.Node.Send(HttpMethod.Post, "/v1/events/search", body: """{"customer":"C-1"}""")).Text, StringComparison.Ordinal);
            Assert.DoesNotContain(secret, (await bank.Node.Send(HttpMethod.Get, $"/v1/messages/{found.GetProperty("id").GetString()}")).Text, StringComparison.Ordinal);
        }
        Assert.True(MessageId.TryParse(found.GetProperty("id").GetString()!, out var row));
        while (DecidedEvents.Of((await bank.Node.Services.GetRequiredService<IStore>().ReadMessage(row, Cancel))!.Row).Messages[0].Text.Length > 0)
            await Task.Yield();
    }

    [Fact]
    public async Task The_same_code_is_said_where_the_purpose_says_so_and_found_again_in_what_was_said()
    {
        await using var peer = await HttpPeer.Start();
        await using var bank = await Start(peer, ""","resend":"same" """);
        var id = await bank.Begin(""","means":"voice" """);
        var code = CodeIn(await Said(peer));
        Assert.Equal(200, (await Resend(bank, id, """{"by":"sms"}""")).Status);
        Assert.Equal(code, await bank.Code());
        Assert.True((await bank.Check(id, code)).Json.GetProperty("approved").GetBoolean());
    }

    [Fact]
    public async Task Which_carrier_makes_calls_is_shown_and_a_purpose_without_them_gets_none()
    {
        await using var peer = await HttpPeer.Start();
        await using var bank = await Start(peer);
        var carriers = (await bank.Node.Send(HttpMethod.Get, "/v1/carriers")).Json.GetProperty("carriers").EnumerateArray().Select(static one => (one.GetProperty("name").GetString(), one.GetProperty("voice").GetBoolean()));
        Assert.Equal([("main", false), ("calls", true)], carriers);
        var refused = await bank.Send(HttpMethod.Post, "", """{"purpose":"text","customer":"C-1","means":"voice"}""");
        Assert.Equal((409, "verification-means", "not-of-purpose"), (refused.Status, refused.Code, Reason(refused)));
        Assert.Empty(peer.Requests);
    }

    [Fact]
    public async Task Where_no_carrier_makes_calls_the_answer_says_so_and_the_text_of_before_stays_good()
    {
        await using var bank = await ProvenNode.Start();
        await Put(bank, "");
        var refused = await bank.Send(HttpMethod.Post, "", """{"purpose":"login","customer":"C-1","means":"voice"}""");
        Assert.Equal((409, "verification-means", "no-caller"), (refused.Status, refused.Code, Reason(refused)));
        var unknown = await bank.Send(HttpMethod.Post, "", """{"purpose":"login","customer":"nobody","means":"voice"}""");
        Assert.Equal((refused.Status, Reason(refused)), (unknown.Status, Reason(unknown)));
        var id = await bank.Begin();
        var again = await bank.Send(HttpMethod.Post, $"/{id}/resend", """{"by":"voice"}""");
        Assert.Equal((409, "no-caller"), (again.Status, Reason(again)));
        Assert.Equal(("by", "unknown-value"), Assert.Single((await bank.Send(HttpMethod.Post, $"/{id}/resend", """{"by":"totp"}""")).Errors));
        Assert.True((await bank.Check(id, await bank.Code())).Json.GetProperty("approved").GetBoolean());
        Assert.Single(bank.Told.Smsc.Inbox.Texts(ProvenNode.Number));
    }

    [Fact]
    public async Task A_call_is_written_by_a_template_that_says_the_code()
    {
        await using var bank = await ProvenNode.Start();
        foreach (var (template, why) in ((string, string)[])[("nothing", "There is no template with this id."), ("card-payment", "The template is of another class.")])
        {
            var put = await bank.Node.Send(HttpMethod.Put, "/v1/purposes", body: $$"""{"purposes":[{"id":"login","template":"verify-login","means":["voice"],"voiceTemplate":"{{template}}"}]}""");
            Assert.Equal(422, put.Status);
            Assert.Contains(why, put.Text, StringComparison.Ordinal);
            Assert.Equal("purposes.login.voiceTemplate", Assert.Single(put.Errors).Item1);
        }
        var payment = await bank.Node.Send(HttpMethod.Put, "/v1/purposes", body: """{"purposes":[{"id":"payment","template":"verify-payment","length":8,"binds":"payment","means":["voice"],"voiceTemplate":"verify-call"}]}""");
        Assert.Equal((422, "purposes.payment.voiceTemplate"), (payment.Status, Assert.Single(payment.Errors).Item1));
    }

    static string? Reason(Answer refused) => refused.Json.GetProperty("allowed").EnumerateArray().Single(static one => one.GetProperty("means").GetString() == "voice").GetProperty("reason").GetString();
}
