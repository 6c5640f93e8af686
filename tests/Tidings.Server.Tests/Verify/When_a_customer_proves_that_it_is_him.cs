using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Server.Deliver;
using Tidings.Server.Tell;
using Tidings.Server.Tests.Intake;
using Tidings.Server.Tests.Tell;
using Tidings.Simulator;

namespace Tidings.Server.Tests.Verify;

/// <summary>The whole way, over real sessions: asked, sent, read off the phone, checked, told, purged.</summary>
public sealed class When_a_customer_proves_that_it_is_him
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    const string Rent = ""","payment":{"amount":{"amount":"950.00","currency":"GBP"},"payee":"Mill Cafe","account":"GB33BUKB20201555555555"}""";

    [Fact]
    public async Task The_code_on_the_phone_approves_once()
    {
        await using var receiver = await Receiver.Start();
        await using var bank = await ProvenNode.Start();
        await bank.Told.Subscribe(receiver.Url, TellEvents.Verification);
        var begun = await bank.Send(HttpMethod.Post, "", """{"purpose":"login","customer":"C-1","session":"s-1"}""");
        Assert.Equal(201, begun.Status);
        var id = begun.Json.GetProperty("id").GetString()!;
        Assert.Equal($"/v1/verifications/{id}", begun.Headers.Location!.ToString());
        Assert.Equal(("pending", 5, 3), (begun.Json.GetProperty("status").GetString(), begun.Json.GetProperty("triesLeft").GetInt32(), begun.Json.GetProperty("resendsLeft").GetInt32()));
        var code = await bank.Code();
        Assert.Equal((6, true), (code.Length, code.All(char.IsAsciiDigit)));

        var wrong = await bank.Check(id, ProvenNode.Wrong(code), ""","session":"s-1" """);
        Assert.Equal((200, """{"approved":false,"status":"pending","triesLeft":4}"""), (wrong.Status, wrong.Text));
        var right = await bank.Check(id, $" {code[..3]} {code[3..]}", ""","session":"s-1" """);
        Assert.Equal((200, """{"approved":true,"status":"approved","triesLeft":0}"""), (right.Status, right.Text));
        var again = await bank.Check(id, code, ""","session":"s-1" """);
        Assert.Equal((409, "verification-over"), (again.Status, again.Code));
        Assert.DoesNotContain("approved\":true", again.Text, StringComparison.Ordinal);
        Assert.Equal("approved", await bank.Status(id));

        var told = Assert.Single(await receiver.Until(static taken => taken.Length > 0));
        Assert.Equal((TellEvents.Verification, "C-1", id, "login", "approved", "…01"), (told.Type, told.Customer, told.Data.GetProperty("verification").GetString(), told.Data.GetProperty("purpose").GetString(),
            told.Data.GetProperty("status").GetString(), told.Data.GetProperty("to").GetString()));
        Assert.DoesNotContain(code, told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payment_is_approved_as_it_stands_in_the_text_and_no_other()
    {
        await using var bank = await ProvenNode.Start();
        var id = await bank.Begin(Rent, "payment");
        var text = (await bank.Phone.Next()).Text;
        Assert.Contains("is your code to pay £950.00 to Mill Cafe.", text, StringComparison.Ordinal);
        var code = ProvenNode.CodeIn(text);
        Assert.Equal(8, code.Length);
        Assert.Equal(("payment", "missing"), Assert.Single((await bank.Check(id, code, purpose: "payment")).Errors));
        Assert.True((await bank.Check(id, code, Rent, "payment")).Json.GetProperty("approved").GetBoolean());

        var other = await bank.Begin(Rent, "payment");
        code = await bank.Code();
        var changed = await bank.Check(other, code, Rent.Replace("950.00", "950.10", StringComparison.Ordinal), "payment");
        Assert.Equal((false, "changed"), (changed.Json.GetProperty("approved").GetBoolean(), changed.Json.GetProperty("status").GetString()));
        Assert.Equal(409, (await bank.Check(other, code, Rent, "payment")).Status);
    }

    [Fact]
    public async Task The_same_request_begins_it_once_and_another_with_its_key_nothing()
    {
        await using var bank = await ProvenNode.Start();
        const string Body = """{"purpose":"login","customer":"C-1"}""";
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => bank.SendKeyed("k-1", Body)));
        Assert.All(answers, static answer => Assert.Equal(201, answer.Status));
        Assert.Single(answers.Select(static answer => answer.Json.GetProperty("id").GetString()).Distinct());
        Assert.Equal((409, "conflict"), ((await bank.SendKeyed("k-1", """{"purpose":"contact-change","customer":"C-1"}""")).Status, (await bank.SendKeyed("k-1", """{"purpose":"contact-change","customer":"C-1"}""")).Code));
        Assert.NotEqual(answers[0].Json.GetProperty("id").GetString(), (await bank.SendKeyed("k-2", Body)).Json.GetProperty("id").GetString());
        await bank.Code();
        await bank.Code();
        Assert.Equal(2, bank.Told.Smsc.Inbox.Texts(ProvenNode.Number).Count);
    }

    [Fact]
    public async Task The_bank_may_end_it_and_a_moment_ago_is_too_soon_for_another()
    {
        await using var bank = await ProvenNode.Start();
        var id = await bank.Begin(""","session":"ours" """);
        var code = await bank.Code();
        var soon = await bank.Send(HttpMethod.Post, $"/{id}/resend", """{"session":"ours"}""");
        Assert.Equal((429, "verification-limited"), (soon.Status, soon.Code));
        Assert.InRange(soon.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 30);
        Assert.Equal(404, (await bank.Send(HttpMethod.Post, $"/{id}/resend", """{"session":"theirs"}""")).Status);
        Assert.Equal("cancelled", (await bank.Send(HttpMethod.Delete, $"/{id}")).Json.GetProperty("status").GetString());
        Assert.Equal(409, (await bank.Check(id, code, ""","session":"ours" """)).Status);
        Assert.Equal(409, (await bank.Send(HttpMethod.Delete, $"/{id}")).Status);
    }

    /// <summary>A code of letters, so that no number in a log is taken for it.</summary>
    [Fact]
    public async Task The_code_is_nowhere_but_on_the_phone_and_its_text_is_purged_when_it_is_used()
    {
        await using var bank = await ProvenNode.Start();
        var put = await bank.Node.Send(HttpMethod.Put, "/v1/purposes", body: """{"purposes":[{"id":"login","template":"verify-login","length":10,"alphabet":"letters-and-digits"}]}""");
        Assert.True(put.Status == 200, put.Text);
        var id = await bank.Begin(""","session":"seeded-session-name" """);
        var code = await bank.Code();
        Assert.Equal(10, code.Length);
        var message = (await bank.Message()).GetProperty("id").GetString()!;
        const string Why = """{"reason":"the test wants to see it"}""";
        string[] shown =
        [
            (await bank.Node.Send(HttpMethod.Get, $"/v1/messages/{message}")).Text, (await bank.Node.Send(HttpMethod.Post, "/v1/events/search", body: """{"customer":"C-1"}""")).Text,
            (await bank.Send(HttpMethod.Get, $"/{id}")).Text, (await bank.Node.Send(HttpMethod.Get, "/v1/audit/acts")).Text,
        ];
        foreach (var refused in (Answer[])[await bank.Node.Send(HttpMethod.Post, $"/v1/messages/{message}/reveal", body: Why), await bank.Node.Prove(message, "the customer disputes it")])
            Assert.Equal((403, "forbidden"), (refused.Status, refused.Code));
        shown = [.. shown, (await bank.Check(id, ProvenNode.Wrong(code))).Text, (await bank.Check(id, code, ""","session":"seeded-session-name" """)).Text];
        Assert.All(shown, text => Assert.DoesNotContain(code, text, StringComparison.Ordinal));

        // Purged: not the words only, also what could be guessed by them.
        var (store, row) = (bank.Node.Services.GetRequiredService<IStore>(), default(MessageId));
        Assert.True(MessageId.TryParse(message, out row));
        DecidedEvent decided;
        do
        {
            decided = DecidedEvents.Of((await store.ReadMessage(row, Cancel))!.Row);
            await Task.Yield();
        }
        while (decided.Messages[0].Text.Length > 0);
        Assert.NotNull(decided.Purged);
        var purged = await bank.Node.Prove(message, "the customer disputes it");
        Assert.Equal((410, "purged"), (purged.Status, purged.Code));

        var (folder, logs) = (bank.Node.Folder, bank.Node.Logs.All);
        await bank.Node.Stop();
        foreach (var marker in (string[])[code, "seeded-session-name"])
        {
            Assert.DoesNotContain(marker, logs, StringComparison.Ordinal);
            Assert.All(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories), file =>
            {
                var octets = File.ReadAllBytes(file).AsSpan();
                Assert.True(octets.IndexOf(Encoding.ASCII.GetBytes(marker)) < 0 && octets.IndexOf(Encoding.Unicode.GetBytes(marker)) < 0, Path.GetFileName(file));
            });
        }
        // The log still holds against the store.
        bank.Told.Node = await RealNode.Start(folder, static _ => { }, bank.Told.Settings);
        Assert.Equal("approved", await bank.Status(id));
    }

    [Fact]
    public async Task A_code_that_was_cancelled_before_it_left_does_not_leave()
    {
        // A port at which nobody listens yet.
        int port;
        await using (var taken = await SmscSimulator.StartAsync(new() { SmppPort = 0, PhonePort = null }, TimeProvider.System, Cancel))
            port = taken.SmppPort;
        await using var node = await RealNode.Start(null, ("environment", "Development"), ("Carrier:Host", "127.0.0.1"), ("Carrier:Port", port.ToString(CultureInfo.InvariantCulture)), ("Carrier:SystemId", "bank"),
            ("Intake:AssignedNumbersOnly", "false"), ("Carrier:ReconnectFirst", "00:00:00.05"), ("Carrier:ReconnectLongest", "00:00:00.2"));
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/customers/C-1", body: $$"""{"name":"Ada","phones":["+{{ProvenNode.Number}}"],"language":"en"}""")).Status);
        const string Login = """{"purpose":"login","customer":"C-1"}""", Change = """{"purpose":"contact-change","customer":"C-1"}""";
        var cancelled = (await node.Send(HttpMethod.Post, "/v1/verifications", body: Login)).Json.GetProperty("id").GetString();
        var message = (await node.Send(HttpMethod.Post, "/v1/messages/search", body: """{"customer":"C-1"}""")).Json.GetProperty("messages")[0].GetProperty("id").GetString();
        Assert.Equal(201, (await node.Send(HttpMethod.Post, "/v1/verifications", body: Change)).Status);
        Assert.Equal(200, (await node.Send(HttpMethod.Delete, $"/v1/verifications/{cancelled}")).Status);
        JsonElement shown;
        do
            shown = (await node.Send(HttpMethod.Get, $"/v1/messages/{message}")).Json;
        while (shown.GetProperty("state").GetString() != "expired" || shown.GetProperty("purgedAt").ValueKind == JsonValueKind.Null);
        await using var smsc = await SmscSimulator.StartAsync(new() { SmppPort = port, PhonePort = null }, TimeProvider.System, Cancel);
        var text = Assert.Single((await smsc.Inbox.TextsAsync(ProvenNode.Number, 0, TimeSpan.FromSeconds(60), Cancel))!);
        Assert.Contains("change your contact details", text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_bank_closes_him_it_is_told_that_what_was_under_way_has_ended()
    {
        await using var receiver = await Receiver.Start();
        await using var bank = await ProvenNode.Start();
        await bank.Told.Subscribe(receiver.Url, TellEvents.Verification);
        string[] ids = [await bank.Begin(), await bank.Begin(purpose: "contact-change")];
        var code = await bank.Code();
        var closed = await bank.Node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json",
            """{"specversion":"1.0","id":"close-1","source":"/core","type":"customer.closed","time":"2026-11-25T09:00:00Z","data":{"customer":"C-1"}}""");
        Assert.True(closed.Status == 202, closed.Text);
        var told = await receiver.Until(static taken => taken.Length == 2);
        Assert.Equal(ids.Order(StringComparer.Ordinal), told.Select(static one => one.Data.GetProperty("verification").GetString()).Order(StringComparer.Ordinal));
        Assert.All(told, static one => Assert.Equal((TellEvents.Verification, "C-1", "cancelled", "…01"),
            (one.Type, one.Customer, one.Data.GetProperty("status").GetString(), one.Data.GetProperty("to").GetString())));
        Assert.Equal(404, (await bank.Check(ids[0], code)).Status);
    }

    [Fact]
    public async Task Who_is_erased_takes_it_along()
    {
        await using var bank = await ProvenNode.Start();
        var id = await bank.Begin();
        var code = await bank.Code();
        Assert.Equal(204, (await bank.Node.Send(HttpMethod.Delete, "/v1/customers/C-1")).Status);
        Assert.Equal(404, (await bank.Check(id, code)).Status);
        Assert.Equal(404, (await bank.Send(HttpMethod.Get, $"/{id}")).Status);
    }

    [Fact]
    public async Task What_is_wrong_is_refused_by_its_field()
    {
        await using var bank = await ProvenNode.Start();
        const string Paid = """{"purpose":"payment","customer":"C-1","payment":{"amount":{"amount":"1","currency":"GBP"},"payee":"A"}}""";
        foreach (var (body, field, code) in ((string, string, string)[])[
            ("""{"customer":"C-1"}""", "purpose", "missing"), ("""{"purpose":"nothing","customer":"C-1"}""", "purpose", "unknown-value"),
            ("""{"purpose":"login"}""", "customer", "missing"), ("""{"purpose":"login","phone":"+447700900101"}""", "customer", "missing"),
            ("""{"purpose":"login","customer":"tidings:x"}""", "customer", "format"), ("""{"purpose":"login","customer":"C-1","phone":"12"}""", "phone", "phone-number"),
            ("""{"purpose":"login","customer":"C-1","session":""}""", "session", "too-long"), ("""{"purpose":"contact-change","phone":"+447700900101","language":"no language"}""", "language", "format"),
            ("""{"purpose":"contact-change","phone":"+447700900101","language":"\u0000\n"}""", "language", "format"), ("""{"purpose":"payment","customer":"C-1"}""", "payment", "missing"),
            (Paid.Replace("\"payment\",", "\"login\",", StringComparison.Ordinal), "payment", "unknown-field"),
            (Paid.Replace("\"1\"", "\"-1\"", StringComparison.Ordinal), "payment.amount.amount", "range"), (Paid.Replace("\"1\"", "\"1.23456\"", StringComparison.Ordinal), "payment.amount.amount", "range"),
            (Paid.Replace("GBP", "gbp", StringComparison.Ordinal), "payment.amount.currency", "unknown-value"), (Paid.Replace(",\"payee\":\"A\"", "", StringComparison.Ordinal), "payment.payee", "missing"),
            ("""{"purpose":"payment","customer":"C-1","batch":[]}""", "batch", "range"),
            ("""{"purpose":"payment","customer":"C-1","batch":[{"amount":{"amount":"1","currency":"GBP"},"payee":"A"},{"amount":{"amount":"1","currency":"EUR"},"payee":"B"}]}""", "batch[1].amount.currency", "range")])
        {
            var answer = await bank.Send(HttpMethod.Post, "", body);
            Assert.True(answer.Status == 422, body + answer.Text);
            Assert.Equal((field, code), Assert.Single(answer.Errors));
        }
        Assert.Equal("invalid-json", (await bank.Send(HttpMethod.Post, "", """{"purpose":"login","customer":"C-1","code":"123456"}""")).Code);
        Assert.Equal(("Idempotency-Key", "format"), Assert.Single((await bank.SendKeyed(new string('k', 257), """{"purpose":"login","customer":"C-1"}""")).Errors));
        Assert.Empty(bank.Told.Smsc.Inbox.Texts(ProvenNode.Number));
    }
}
