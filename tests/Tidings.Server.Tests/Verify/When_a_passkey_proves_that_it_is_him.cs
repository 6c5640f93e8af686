using Tidings.Server.Tell;
using Tidings.Server.Tests.Intake;
using Tidings.Server.Tests.Tell;

namespace Tidings.Server.Tests.Verify;

/// <summary>A customer's passkey on the bank's page, in a real browser: made, used, attacked, removed.</summary>
public sealed class When_a_passkey_proves_that_it_is_him
{
    const string OtherSession = ""","session":"s-2","payment":{"amount":{"amount":"950.00","currency":"GBP"},"payee":"Mill Cafe","account":"GB33BUKB20201555555555"}""";
    const string Wrong = """{"approved":false,"status":"pending","triesLeft":4}""", Right = """{"approved":true,"status":"approved","triesLeft":0}""";

    [Fact]
    public async Task Registered_asked_and_a_payment_approved_once_without_a_text()
    {
        await using var receiver = await Receiver.Start();
        await using var bank = await PasskeyBank.Start();
        await bank.Bank.Told.Subscribe(receiver.Url, TellEvents.Verification);
        await bank.Browser.AddDevice();
        Assert.Equal("not-enrolled", (await Refused(bank, "key")).GetProperty("reason").GetString());
        var passkey = await bank.Confirmed();
        var shown = Assert.Single(await AppOfNode.List(bank.Bank.Node));
        Assert.Equal((passkey, "passkey", "Passkey", "active", false, false), (shown.GetProperty("id").GetString(), shown.GetProperty("means").GetString(), shown.GetProperty("name").GetString(),
            shown.GetProperty("status").GetString(), shown.TryGetProperty("algorithm", out _), shown.TryGetProperty("creation", out _)));

        var (id, options) = await bank.Begin();
        Assert.Equal(options, (await bank.Bank.Send(HttpMethod.Get, $"/{id}")).Json.GetProperty("passkey").GetRawText());
        var signed = await bank.Browser.Get(options);
        Assert.Equal(Right, (await bank.Check(id, signed)).Text);
        Assert.Equal((409, "verification-over"), ((await bank.Check(id, signed)).Status, (await bank.Check(id, signed)).Code));
        Assert.False((await bank.Bank.Send(HttpMethod.Get, $"/{id}")).Json.TryGetProperty("passkey", out _));
        Assert.Equal(["passkey"], await When_an_approval_is_stated.Means(bank.Bank, id));
        Assert.Empty(bank.Bank.Told.Smsc.Inbox.Texts());

        var told = Assert.Single(await receiver.Until(static taken => taken.Length > 0));
        Assert.Equal((id, "approved", "passkey"), (told.Data.GetProperty("verification").GetString(), told.Data.GetProperty("status").GetString(), told.Data.GetProperty("means").GetString()));
        var acts = (await bank.Bank.Node.Send(HttpMethod.Get, "/v1/audit/acts")).Text;
        Assert.All((string[])["authenticator.enrolled", "authenticator.confirmed", passkey], word => Assert.Contains(word, acts, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_amount_or_payee_than_was_signed_ends_it()
    {
        await using var bank = await PasskeyBank.Start();
        await bank.Browser.AddDevice();
        await bank.Confirmed();
        foreach (var (from, to) in ((string, string)[])[("950.00", "950.01"), ("GBP", "EUR"), ("Mill Cafe", "Mill Caffe"), ("GB33BUKB20201555555555", "GB33BUKB20201555555556")])
        {
            var (id, options) = await bank.Begin();
            var signed = await bank.Browser.Get(options);
            Assert.Equal("""{"approved":false,"status":"changed","triesLeft":0}""", (await bank.Check(id, signed, PasskeyBank.Rent.Replace(from, to, StringComparison.Ordinal))).Text);
            Assert.Equal(409, (await bank.Check(id, signed)).Status);
        }
    }

    [Fact]
    public async Task What_was_signed_for_one_thing_is_wrong_for_another()
    {
        await using var bank = await PasskeyBank.Start();
        await bank.Browser.AddDevice();
        await bank.Confirmed();
        var (first, options) = await bank.Begin();
        var signed = await bank.Browser.Get(options);
        Assert.Equal(Wrong, (await bank.Check(first, signed, OtherSession)).Text);
        // A repetition for another verification of the same payment, session and customer.
        Assert.True(PasskeyBank.Approved(await bank.Check(first, signed)));
        var (second, _) = await bank.Begin();
        Assert.Equal(Wrong, (await bank.Check(second, signed)).Text);
        var (login, _) = await bank.Begin("", "login");
        var (key, forKey) = await bank.Begin("", "key");
        Assert.Equal(Wrong, (await bank.Check(login, await bank.Browser.Get(forKey), "", "login")).Text);
        Assert.Equal(Wrong, (await bank.Check(key, await bank.Browser.Get(forKey), "", "login")).Text);
        Assert.True(PasskeyBank.Approved(await bank.Check(key, await bank.Browser.Get(forKey), "", "key")));
    }

    [Fact]
    public async Task Of_a_hundred_uses_of_one_signature_at_once_one_wins_and_a_restart_brings_none_back()
    {
        await using var bank = await PasskeyBank.Start();
        await bank.Browser.AddDevice();
        await bank.Confirmed();
        var (id, options) = await bank.Begin();
        var signed = await bank.Browser.Get(options);
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => bank.Check(id, signed)));
        Assert.Single(answers, PasskeyBank.Approved);
        var (next, again) = await bank.Begin();
        await bank.Bank.Told.Restart();
        Assert.Equal(409, (await bank.Check(id, signed)).Status);
        Assert.Equal(Wrong, (await bank.Check(next, signed)).Text);
        Assert.True(PasskeyBank.Approved(await bank.Check(next, await bank.Browser.Get(again))));
    }

    [Fact]
    public async Task A_copy_of_it_is_seen_by_its_count_and_told()
    {
        await using var bank = await PasskeyBank.Start();
        var device = await bank.Browser.AddDevice();
        await bank.Confirmed();
        var copy = await bank.Browser.Copy(device);
        for (var i = 0; i < 2; i++)
        {
            var (used, asked) = await bank.Begin();
            Assert.True(PasskeyBank.Approved(await bank.Check(used, await bank.Browser.Get(asked))));
        }
        await bank.Browser.RemoveDevice(device);
        await bank.Browser.Put(await bank.Browser.AddDevice(), copy);
        var (id, options) = await bank.Begin();
        Assert.Equal(Wrong, (await bank.Check(id, await bank.Browser.Get(options))).Text);
        Assert.Contains("authenticator.count-went-back", (await bank.Bank.Node.Send(HttpMethod.Get, "/v1/audit/acts")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_page_an_unverified_user_and_a_passkey_of_somebody_else_prove_nothing()
    {
        await using var bank = await PasskeyBank.Start();
        await bank.Bank.Told.Register("C-2", "+447700900102");
        var hers = await bank.Browser.AddDevice();
        await bank.Confirmed("C-2");
        await bank.Browser.RemoveDevice(hers);
        var device = await bank.Browser.AddDevice();
        await bank.Confirmed();
        var (id, options) = await bank.Begin();
        await bank.Browser.Open(bank.Browser.WrongOrigin);
        Assert.Equal(Wrong, (await bank.Check(id, await bank.Browser.Get(options))).Text);
        await bank.Browser.Open(bank.Browser.Origin);
        await bank.Browser.VerifiesNobody(device);
        var unverified = await bank.Browser.Get(options.Replace("\"required\"", "\"discouraged\"", StringComparison.Ordinal));
        Assert.Equal("""{"approved":false,"status":"pending","triesLeft":3}""", (await bank.Check(id, unverified)).Text);

        // Hers is right for her, and nobody's beside her.
        var (next, own) = await bank.Begin();
        var begun = await bank.Bank.Send(HttpMethod.Post, "", $$"""{"purpose":"payment","customer":"C-2"{{PasskeyBank.Rent}}}""");
        Assert.Equal("passkey", begun.Json.GetProperty("means").GetString());
        Assert.DoesNotContain(begun.Json.GetProperty("passkey").GetProperty("allowCredentials")[0].GetProperty("id").GetString()!, own, StringComparison.Ordinal);
        Assert.Equal(Wrong, (await bank.Check(begun.Json.GetProperty("id").GetString()!, unverified)).Text);
        foreach (var nothing in (string[])["{}", "[]", "7", "\"x\"", """{"id":"AAAA","rawId":"AAAA","type":"public-key","response":{"clientDataJSON":"e30","authenticatorData":"","signature":""}}"""])
            Assert.Equal(200, (await bank.Check(next, System.Text.Json.JsonDocument.Parse(nothing).RootElement)).Status);
        Assert.Equal("failed", await bank.Bank.Status(next));
    }

    [Fact]
    public async Task Only_what_was_made_of_its_own_enrolment_confirms_it_and_what_is_removed_proves_nothing()
    {
        await using var bank = await PasskeyBank.Start();
        await bank.Browser.AddDevice();
        var (old, creation) = await bank.Enrol(""","name":"Ada's phone" """);
        Assert.Contains("\"residentKey\":\"required\"", creation, StringComparison.Ordinal);
        var made = await bank.Browser.Create(creation);
        var (fresh, _) = await bank.Enrol();
        Assert.Equal(404, (await bank.Confirm(old, made)).Status);
        Assert.Equal("""{"confirmed":false,"triesLeft":4}""", (await bank.Confirm(fresh, made)).Text);
        var coded = await bank.Bank.Node.Send(HttpMethod.Post, $"/v1/customers/C-1/authenticators/{fresh}/confirm", body: """{"code":"0"}""");
        Assert.Equal("""{"confirmed":false,"triesLeft":3}""", coded.Text);

        var id = await bank.Confirmed();
        var (begun, options) = await bank.Begin();
        var signed = await bank.Browser.Get(options);
        Assert.Equal(204, (await bank.Bank.Node.Send(HttpMethod.Delete, $"/v1/customers/C-1/authenticators/{id}")).Status);
        Assert.Equal(Wrong, (await bank.Check(begun, signed)).Text);
        Assert.Equal("sms", (await bank.Bank.Send(HttpMethod.Post, "", """{"purpose":"login","customer":"C-1"}""")).Json.GetProperty("means").GetString());
    }

    [Fact]
    public async Task Who_is_unknown_is_answered_as_who_has_only_a_phone_and_nothing_is_taken_where_it_is_not_set_up()
    {
        await using var bank = await PasskeyBank.Start();
        Assert.Equal((await Refused(bank, "key")).GetRawText(), (await Refused(bank, "key", "nobody")).GetRawText());
        var (known, unknown) = (await Begin(bank.Bank, "login", "C-1"), await Begin(bank.Bank, "login", "nobody"));
        Assert.Equal((201, "sms"), (unknown.Status, unknown.Json.GetProperty("means").GetString()));
        Assert.Equal(known.Json.GetProperty("allowed").GetRawText(), unknown.Json.GetProperty("allowed").GetRawText());

        await using var without = await ProvenNode.Start();
        var refused = await without.Node.Send(HttpMethod.Post, "/v1/customers/C-1/authenticators", body: """{"means":"passkey"}""");
        Assert.Equal((422, "means"), (refused.Status, refused.Json.GetProperty("errors")[0].GetProperty("field").GetString()));
        foreach (var (body, field) in ((string, string)[])[("""{"means":"passkey","digits":6}""", "digits"), ("""{"means":"passkey","algorithm":"sha1"}""", "algorithm")])
            Assert.Equal(field, (await bank.Bank.Node.Send(HttpMethod.Post, "/v1/customers/C-1/authenticators", body: body)).Json.GetProperty("errors")[0].GetProperty("field").GetString());
        var both = await bank.Bank.Send(HttpMethod.Post, $"/{known.Json.GetProperty("id").GetString()}/check", """{"purpose":"login","code":"123456","credential":{}}""");
        Assert.Equal((422, "credential"), (both.Status, both.Json.GetProperty("errors")[0].GetProperty("field").GetString()));
    }

    static Task<Answer> Begin(ProvenNode bank, string purpose, string customer) => bank.Send(HttpMethod.Post, "", $$"""{"purpose":"{{purpose}}","customer":"{{customer}}"}""");

    /// <summary>How a passkey stands for whom it is not open to.</summary>
    static async Task<System.Text.Json.JsonElement> Refused(PasskeyBank bank, string purpose, string customer = "C-1")
    {
        var answer = await Begin(bank.Bank, purpose, customer);
        Assert.Equal((409, "verification-means"), (answer.Status, answer.Code));
        return answer.Json.GetProperty("allowed").EnumerateArray().Single(static one => one.GetProperty("means").GetString() == "passkey");
    }
}
