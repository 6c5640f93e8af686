using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Server.Tests.Intake;
using Tidings.Server.Tests.Tell;
using Tidings.Server.Tell;
using Tidings.Server.Track.Retention;

namespace Tidings.Server.Tests.Track.Replies;

/// <summary>The whole way, over real sessions: out, back, decided, answered, told.</summary>
public sealed class When_a_customer_answers_a_text
{
    const string Phone = "447700900101";

    static string Of(JsonElement reply, string member) => reply.GetProperty(member).GetString()!;

    static async Task<JsonElement> Event(ToldNode told, string id, string type, string data)
    {
        var answer = await told.Node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Event(id, type, data));
        Assert.True(answer.Status == 202, answer.Text);
        return answer.Json;
    }

    static Task<JsonElement> Pay(ToldNode told, string id) => Event(told, id, "account.transaction.posted", Samples.PaymentData.Replace("A-1001", "A-C-1", StringComparison.Ordinal));

    static async Task<string[]> Suppressed(ToldNode told, string id)
    {
        var answer = await told.Node.Send(HttpMethod.Post, "/v1/events/search", body: $$"""{"eventId":"{{id}}"}""");
        return [.. answer.Json.GetProperty("events")[0].GetProperty("suppressions").EnumerateArray().Select(static one => $"{one.GetProperty("alert").GetString()}:{one.GetProperty("reason").GetProperty("code").GetString()}")];
    }

    /// <summary>The phone of a customer who has had a text.</summary>
    static async Task<Handset> Texted(ToldNode told)
    {
        await told.Register("C-1");
        var phone = new Handset(told, Phone);
        await Pay(told, "E-1");
        await phone.Next();
        return phone;
    }

    [Fact]
    public async Task Stop_is_confirmed_and_heeded_what_is_mandatory_still_comes_and_start_restores()
    {
        await using var receiver = await Receiver.Start();
        await using var told = await ToldNode.Start();
        await told.Register("C-1");
        await told.Subscribe(receiver.Url, TellEvents.Reply, TellEvents.Preferences);
        var phone = new Handset(told, Phone);
        await Pay(told, "E-1");
        Assert.Equal("YourBank", (await phone.Next()).From);

        await phone.Write("Please STOP texting me!! \U0001F64F");
        Assert.Equal("Your bank: You get no more alerts by text. Still sent: security messages. Reply START to get them again.", (await phone.Next()).Text);
        await Pay(told, "E-2");
        Assert.Contains("card-payment-abroad:stopped", await Suppressed(told, "E-2"));
        await Event(told, "E-3", "security.password.changed", """{"customer":"C-1"}""");
        Assert.Contains("password", (await phone.Next()).Text, StringComparison.Ordinal);

        await phone.Write("start");
        Assert.Equal("Your bank: You get alerts by text again. Reply STOP to end them.", (await phone.Next()).Text);
        await Pay(told, "E-4");
        Assert.Contains("12", (await phone.Next()).Text, StringComparison.Ordinal);

        var replies = await phone.Recorded();
        Assert.Equal(["start", "stop"], replies.Select(static reply => Of(reply, "meaning")));
        var stop = replies[1];
        Assert.Equal(("C-1", "…01", "YourBank", "main"), (Of(stop, "customer"), Of(stop, "from"), Of(stop, "to"), Of(stop, "carrier")));
        Assert.DoesNotContain("texting", stop.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(200, (await told.Node.Send(HttpMethod.Get, $"/v1/messages/{Of(stop, "answer")}")).Status);
        var got = await receiver.Until(static taken => taken.Length == 4);
        Assert.Equal([TellEvents.Reply, TellEvents.Preferences, TellEvents.Reply, TellEvents.Preferences], got.Select(static one => one.Type));
        Assert.Equal(("stop", "…01", Of(stop, "id"), Of(stop, "answer")), (Of(got[0].Data, "meaning"), Of(got[0].Data, "from"), Of(got[0].Data, "reply"), got[0].Message));
        Assert.All(got, static one => Assert.DoesNotContain("texting", one.Text, StringComparison.Ordinal));
        Assert.DoesNotContain(Phone, told.Node.Logs.All, StringComparison.Ordinal);
        Assert.DoesNotContain("texting", told.Node.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_ends_what_was_decided_before_and_waits_before_the_carrier_is_answered()
    {
        await using var told = await ToldNode.Start(RealNode.OnePerson);
        var phone = await Texted(told);
        Assert.Equal(200, (await told.Node.Send(HttpMethod.Post, "/v1/classes/transaction/pause", body: """{"reason":"until the test goes on"}""")).Status);
        string[] waiting = [await told.Pay("C-1", "E-2"), await told.Pay("C-1", "E-3")];
        await phone.Write("STOP");
        foreach (var id in waiting)
        {
            var message = (await told.Node.Send(HttpMethod.Get, $"/v1/messages/{id}")).Json;
            Assert.Equal("expired", Of(message, "state"));
            Assert.Contains("stopped", message.GetProperty("timeline").EnumerateArray().Select(static entry => Of(entry, "code")));
        }
        Assert.Equal(200, (await told.Node.Send(HttpMethod.Post, "/v1/classes/transaction/resume", body: """{"reason":"the test goes on"}""")).Status);
        Assert.Contains("no more alerts", (await phone.Next()).Text, StringComparison.Ordinal);
        await phone.Write("START");
        Assert.Contains("alerts by text again", (await phone.Next()).Text, StringComparison.Ordinal);
        await told.UntilDelivered(await told.Pay("C-1", "E-4"));
        Assert.Equal(2, told.Smsc.Inbox.Texts(Phone).Count(static text => text.Text.Contains("12.30", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("US", "expired"), InlineData("GB", "queued")]
    public async Task Stop_ends_what_waits_and_is_mandatory_where_a_law_lets_the_customer_revoke(string country, string state)
    {
        await using var told = await ToldNode.Start(RealNode.OnePerson, ("Bank:Policies:0", "us"));
        await told.Register("C-1", more: $",\"country\":\"{country}\"");
        var phone = new Handset(told, Phone);
        await Pay(told, "E-1");
        await phone.Next();
        Assert.Equal(200, (await told.Node.Send(HttpMethod.Post, "/v1/classes/transaction/pause", body: """{"reason":"of a test"}""")).Status);
        var waiting = await told.Pay("C-1", "E-2");
        var path = $"/v1/alerts/{Of((await told.Node.Send(HttpMethod.Get, $"/v1/messages/{waiting}")).Json, "alert")}";
        var alert = JsonNode.Parse((await told.Node.Send(HttpMethod.Get, path)).Text)!;
        alert["mandatory"] = true;
        Assert.Equal(200, (await told.Node.Send(HttpMethod.Put, path, body: alert.ToJsonString())).Status);
        await phone.Write("STOP");
        Assert.Equal(state, Of((await told.Node.Send(HttpMethod.Get, $"/v1/messages/{waiting}")).Json, "state"));
    }

    [Fact]
    public async Task The_text_is_shown_to_who_says_why_and_that_is_an_act()
    {
        await using var told = await ToldNode.Start();
        var phone = await Texted(told);
        await phone.Write("lorem ipsum");
        var id = Of(Assert.Single(await phone.Recorded()), "id");
        Assert.Equal(422, (await told.Node.Send(HttpMethod.Post, $"/v1/replies/{id}/reveal", body: """{"reason":"why"}""")).Status);
        Assert.Equal(404, (await told.Node.Send(HttpMethod.Post, "/v1/replies/m0000000000000/reveal", body: """{"reason":"the customer asks"}""")).Status);
        var shown = (await told.Node.Send(HttpMethod.Post, $"/v1/replies/{id}/reveal", body: """{"reason":"the customer asks"}""")).Json;
        Assert.Equal(("+" + Phone, "lorem ipsum"), (Of(shown, "from"), Of(shown, "text")));
        Assert.Equal("unclear", Of((await told.Node.Send(HttpMethod.Get, $"/v1/replies/{id}")).Json, "meaning"));
        var acts = (await told.Node.Send(HttpMethod.Get, "/v1/audit/acts")).Text;
        Assert.Contains("reply.revealed", acts, StringComparison.Ordinal);
        Assert.Contains($"reply/{id}", acts, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_text_is_read_whole_and_a_text_for_nobody_of_the_files_stays_sealed()
    {
        await using var told = await ToldNode.Start();
        var phone = await Texted(told);
        var words = string.Join(' ', Enumerable.Repeat("QUILLFEATHER ZEPHYRINE", 30));
        await phone.Write($"{words} please stop texting me");
        Assert.Equal("stop", Of(Assert.Single(await phone.Recorded()), "meaning"));
        var folder = told.Node.Folder;
        await told.Node.Stop();
        Assert.All(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories), static file =>
            Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf("ZEPHYRINE"u8)));
        told.Node = await RealNode.Start(folder, static _ => { }, told.Settings);
        Assert.Single(await phone.Recorded());
    }

    [Fact]
    public async Task Who_is_erased_takes_his_replies_along()
    {
        await using var told = await ToldNode.Start();
        var phone = await Texted(told);
        await phone.Write("lorem ipsum");
        var id = Of(Assert.Single(await phone.Recorded()), "id");
        Assert.Equal(204, (await told.Node.Send(HttpMethod.Delete, "/v1/customers/C-1")).Status);
        Assert.Empty(await phone.Recorded());
        Assert.Equal(404, (await told.Node.Send(HttpMethod.Get, $"/v1/replies/{id}")).Status);
    }

    [Fact]
    public async Task What_he_wrote_is_purged_when_its_days_are_over_and_what_it_did_stays()
    {
        await using var told = await ToldNode.Start();
        var phone = await Texted(told);
        await phone.Write("Please STOP texting me, dear bank");
        await phone.Next();
        var retention = told.Node.Services.GetRequiredService<RetentionPass>();
        await retention.Run(TimeProvider.System.GetUtcNow().AddDays(89), TestContext.Current.CancellationToken);
        Assert.Equal(JsonValueKind.Null, Assert.Single(await phone.Recorded()).GetProperty("purgedAt").ValueKind);
        await retention.Run(TimeProvider.System.GetUtcNow().AddDays(91), TestContext.Current.CancellationToken);
        var left = Assert.Single(await phone.Recorded());
        Assert.Equal(("", "stop"), (Of(left, "text"), Of(left, "meaning")));
        Assert.Equal(JsonValueKind.String, left.GetProperty("purgedAt").ValueKind);
        var revealed = await told.Node.Send(HttpMethod.Post, $"/v1/replies/{Of(left, "id")}/reveal", body: """{"reason":"the customer asks"}""");
        Assert.Equal((410, "purged"), (revealed.Status, revealed.Json.GetProperty("code").GetString()));
        await Pay(told, "E-2");
        Assert.Contains("card-payment-abroad:stopped", await Suppressed(told, "E-2"));
    }
}
