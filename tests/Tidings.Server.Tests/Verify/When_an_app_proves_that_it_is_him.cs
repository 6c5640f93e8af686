using System.Text;
using Tidings.Core.Verify;
using Tidings.Server.Tell;
using Tidings.Server.Tests.Intake;
using Tidings.Server.Tests.Tell;

namespace Tidings.Server.Tests.Verify;

/// <summary>Authenticator apps on a whole node: enrolled, used, attacked, removed.</summary>
public sealed class When_an_app_proves_that_it_is_him
{
    static async Task<ProvenNode> Bank(params (string, string)[] more)
    {
        var bank = await ProvenNode.Start(more);
        await AppOfNode.Offer(bank.Node);
        return bank;
    }

    static Task<Answer> Begin(ProvenNode bank, string purpose, string customer = "C-1", string more = "") =>
        bank.Send(HttpMethod.Post, "", $$"""{"purpose":"{{purpose}}","customer":"{{customer}}"{{more}}}""");

    static string Allowed(Answer answer) => string.Join(' ', answer.Json.GetProperty("allowed").EnumerateArray().Select(static one =>
        $"{one.GetProperty("means").GetString()}:{(one.GetProperty("allowed").GetBoolean() ? "yes" : one.GetProperty("reason").GetString())}"));

    [Fact]
    public async Task Enrolled_confirmed_asked_and_approved_once()
    {
        await using var receiver = await Receiver.Start();
        await using var bank = await Bank();
        await bank.Told.Subscribe(receiver.Url, TellEvents.Verification);
        var app = await AppOfNode.Enrol(bank.Node, more: ""","name":"Ada's phone" """);
        Assert.Equal(20, app.Secret.Length);
        Assert.StartsWith("otpauth://totp/", app.Address, StringComparison.Ordinal);
        Assert.EndsWith("&algorithm=SHA1&digits=6&period=30", app.Address, StringComparison.Ordinal);
        Assert.Equal(409, (await Begin(bank, "app")).Status);
        Assert.Equal("""{"confirmed":false,"triesLeft":4}""", (await app.Confirm(bank.Node, "12345")).Text);
        Assert.Equal(200, (await app.Confirm(bank.Node, app.Code())).Status);
        Assert.Equal(409, (await app.Confirm(bank.Node, app.Code(1))).Status);

        var begun = await Begin(bank, "desk");
        Assert.Equal((201, "totp", 0, "totp:yes sms:yes passkey:not-of-purpose voice:not-of-purpose"), (begun.Status, begun.Json.GetProperty("means").GetString(), begun.Json.GetProperty("resendsLeft").GetInt32(), Allowed(begun)));
        var id = begun.Json.GetProperty("id").GetString()!;
        Assert.Equal(("totp", "totp:yes sms:yes passkey:not-of-purpose voice:not-of-purpose"), ((await bank.Send(HttpMethod.Get, $"/{id}")).Json.GetProperty("means").GetString(), Allowed(await bank.Send(HttpMethod.Get, $"/{id}"))));
        Assert.Equal((429, "verification-limited"), ((await bank.Send(HttpMethod.Post, $"/{id}/resend", "{}")).Status, (await bank.Send(HttpMethod.Post, $"/{id}/resend", "{}")).Code));
        Assert.Equal("""{"approved":false,"status":"pending","triesLeft":4}""", (await bank.Check(id, "12345", purpose: "desk")).Text);
        var code = app.Code(1);
        Assert.Equal("""{"approved":true,"status":"approved","triesLeft":0}""", (await bank.Check(id, $"{code[..3]} {code[3..]}", purpose: "desk")).Text);
        Assert.Equal((409, "verification-over"), ((await bank.Check(id, code, purpose: "desk")).Status, (await bank.Check(id, code, purpose: "desk")).Code));
        Assert.Empty(bank.Told.Smsc.Inbox.Texts(ProvenNode.Number));

        var told = Assert.Single(await receiver.Until(static taken => taken.Length > 0));
        Assert.Equal((id, "approved", "totp", false), (told.Data.GetProperty("verification").GetString(), told.Data.GetProperty("status").GetString(), told.Data.GetProperty("means").GetString(), told.Data.TryGetProperty("to", out _)));
        var acts = (await bank.Node.Send(HttpMethod.Get, "/v1/audit/acts")).Text;
        Assert.All((string[])["authenticator.enrolled", "authenticator.confirmed"], act => Assert.Contains(act, acts, StringComparison.Ordinal));
        Assert.Contains(app.Id, acts, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_approved_is_stated_and_counted_also_after_a_restart()
    {
        await using var bank = await Bank();
        var app = await AppOfNode.Confirmed(bank.Node);
        var id = (await Begin(bank, "app")).Json.GetProperty("id").GetString()!;
        Assert.True((await bank.Check(id, app.Code(1), purpose: "app")).Json.GetProperty("approved").GetBoolean());
        Assert.Equal(["totp"], await When_an_approval_is_stated.Means(bank, id));
        await bank.Told.Restart();
        Assert.Equal(["totp"], await When_an_approval_is_stated.Means(bank, id));
        var cell = Assert.Single(await When_verifications_are_counted.Cells(bank));
        Assert.Equal(("app", "none", 1, 1, 0, 0), (cell.Purpose, cell.Carrier, cell.Begun, cell.Approved, cell.Sent, cell.Undelivered));
    }

    [Fact]
    public async Task Of_a_hundred_uses_of_one_code_at_once_one_wins_over_all_verifications_and_a_restart()
    {
        await using var bank = await Bank();
        var app = await AppOfNode.Confirmed(bank.Node);
        var (desk, only) = ((await Begin(bank, "desk")).Json.GetProperty("id").GetString()!, (await Begin(bank, "app")).Json.GetProperty("id").GetString()!);
        var code = app.Code(1);
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? bank.Check(desk, code, purpose: "desk") : bank.Check(only, code, purpose: "app")));
        Assert.Single(answers, static answer => answer.Status == 200 && answer.Json.GetProperty("approved").GetBoolean());
        await bank.Told.Restart();
        var later = (await Begin(bank, "desk")).Json.GetProperty("id").GetString()!;
        Assert.False((await bank.Check(later, code, purpose: "desk")).Json.GetProperty("approved").GetBoolean());
        Assert.Equal("active", Assert.Single(await AppOfNode.List(bank.Node)).GetProperty("status").GetString());
    }

    [Fact]
    public async Task Five_wrong_ones_are_judged_however_many_come_and_the_right_one_comes_too_late()
    {
        await using var bank = await Bank();
        var app = await AppOfNode.Confirmed(bank.Node);
        var id = (await Begin(bank, "desk")).Json.GetProperty("id").GetString()!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(_ => bank.Check(id, "12345", purpose: "desk")));
        Assert.Equal((5, 55), (answers.Count(static answer => answer.Status == 200), answers.Count(static answer => answer.Status == 409)));
        Assert.Equal((409, "failed"), ((await bank.Check(id, app.Code(1), purpose: "desk")).Status, await bank.Status(id)));
    }

    [Fact]
    public async Task Where_texts_are_banned_the_app_is_taken_or_nothing_and_the_answer_says_why()
    {
        await using var bank = await Bank(("Bank:HomeCountry", "AE"), ("Bank:Policies:0", "emirates"));
        await bank.Told.Register("C-2", "+447700900102");
        await AppOfNode.Confirmed(bank.Node, "C-2");
        var begun = await Begin(bank, "login", "C-2");
        Assert.Equal((201, "totp", "sms:policy-deny totp:yes passkey:not-of-purpose voice:not-of-purpose"), (begun.Status, begun.Json.GetProperty("means").GetString(), Allowed(begun)));
        foreach (var customer in (string[])["C-1", "nobody"])
        {
            var refused = await Begin(bank, "login", customer);
            Assert.Equal((409, "verification-means", "sms:policy-deny totp:not-enrolled passkey:not-of-purpose voice:not-of-purpose"), (refused.Status, refused.Code, Allowed(refused)));
            Assert.Contains("policy AE-CBUAE-OTP:", refused.Json.GetProperty("allowed")[0].GetProperty("why").GetString(), StringComparison.Ordinal);
        }
        var forced = await Begin(bank, "login", "C-2", ""","means":"sms" """);
        Assert.Equal((409, "sms:policy-deny totp:yes passkey:not-of-purpose voice:not-of-purpose"), (forced.Status, Allowed(forced)));
        Assert.Empty(bank.Told.Smsc.Inbox.Texts());
    }

    [Fact]
    public async Task Who_is_unknown_is_answered_as_who_has_only_a_phone()
    {
        await using var bank = await Bank();
        var words = new List<string>();
        (string Purpose, string More)[] asked = [("login", ""), ("app", ""), ("desk", ""), ("desk", ""","means":"totp" """)];
        foreach (var customer in (string[])["C-1", "nobody"])
        {
            var said = new StringBuilder();
            foreach (var (purpose, more) in asked)
            {
                var answer = await Begin(bank, purpose, customer, more);
                said.Append(answer.Status).Append(' ').Append(answer.Code).Append(' ').AppendLine(Allowed(answer));
            }
            words.Add(said.ToString());
        }
        Assert.Equal(words[0], words[1]);
        Assert.Contains("201  totp:not-enrolled sms:yes", words[0], StringComparison.Ordinal);
        Assert.Contains("409 verification-means totp:not-enrolled sms:not-of-purpose", words[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_reckons_as_is_asked_for_and_one_that_is_confirmed_outlives_a_restart()
    {
        await using var bank = await Bank();
        var app = await AppOfNode.Enrol(bank.Node, more: ""","algorithm":"sha256","digits":8""");
        Assert.Equal(32, app.Secret.Length);
        Assert.EndsWith("&algorithm=SHA256&digits=8&period=30", app.Address, StringComparison.Ordinal);
        Assert.False((await app.Confirm(bank.Node, app.Code())).Json.GetProperty("confirmed").GetBoolean());
        Assert.True((await app.Confirm(bank.Node, Code(0))).Json.GetProperty("confirmed").GetBoolean());
        await bank.Told.Restart();
        var shown = Assert.Single(await AppOfNode.List(bank.Node));
        Assert.Equal((app.Id, "totp", "sha256", 8, "active", "Authenticator"), (shown.GetProperty("id").GetString(), shown.GetProperty("means").GetString(), shown.GetProperty("algorithm").GetString(),
            shown.GetProperty("digits").GetInt32(), shown.GetProperty("status").GetString(), shown.GetProperty("name").GetString()));
        var id = (await Begin(bank, "app")).Json.GetProperty("id").GetString()!;
        Assert.True((await bank.Check(id, Code(1), purpose: "app")).Json.GetProperty("approved").GetBoolean());

        string Code(int away) => Totp.Code(app.Secret, Totp.CounterAt(TimeProvider.System.GetUtcNow()) + away, 8, TotpHash.Sha256);
    }

    [Fact]
    public async Task Removed_it_proves_nothing_and_of_nobody_there_are_none()
    {
        await using var bank = await Bank();
        var app = await AppOfNode.Confirmed(bank.Node);
        Assert.Equal(204, (await bank.Node.Send(HttpMethod.Delete, $"/v1/customers/C-1/authenticators/{app.Id}")).Status);
        Assert.Equal(404, (await bank.Node.Send(HttpMethod.Delete, $"/v1/customers/C-1/authenticators/{app.Id}")).Status);
        Assert.Empty(await AppOfNode.List(bank.Node));
        Assert.Equal(409, (await Begin(bank, "app")).Status);
        Assert.Contains("authenticator.removed", (await bank.Node.Send(HttpMethod.Get, "/v1/audit/acts")).Text, StringComparison.Ordinal);
        foreach (var (method, path, body) in ((HttpMethod, string, string?)[])[(HttpMethod.Get, "", null), (HttpMethod.Post, "", """{"means":"totp"}"""), (HttpMethod.Post, $"/{app.Id}/confirm", """{"code":"123456"}"""), (HttpMethod.Delete, $"/{app.Id}", null)])
            Assert.Equal(404, (await bank.Node.Send(method, "/v1/customers/nobody/authenticators" + path, body: body)).Status);
    }

    [Fact]
    public async Task Who_is_erased_leaves_none_to_whoever_comes_after_under_the_same_id()
    {
        await using var bank = await Bank();
        await AppOfNode.Confirmed(bank.Node);
        Assert.Equal(204, (await bank.Node.Send(HttpMethod.Delete, "/v1/customers/C-1")).Status);
        await bank.Told.Register("C-1");
        Assert.Empty(await AppOfNode.List(bank.Node));
        Assert.Equal(409, (await Begin(bank, "app")).Status);
    }

    [Theory]
    [InlineData("{}", "means"), InlineData("""{"means":"sms"}""", "means"), InlineData("""{"means":"totp","digits":9}""", "digits"), InlineData("""{"means":"totp","digits":5}""", "digits")]
    [InlineData("""{"means":"totp","algorithm":"md5"}""", "algorithm"), InlineData("""{"means":"totp","name":""}""", "name"), InlineData("""{"means":"totp","name":"a\nb"}""", "name")]
    public async Task What_is_wrong_is_named(string body, string field)
    {
        await using var node = await RealNode.Start(null, RealNode.OnePerson);
        Assert.Equal((422, field), (await node.Send(HttpMethod.Post, "/v1/customers/C-1/authenticators", body: body)) is var answer ? (answer.Status, answer.Errors[0].Field) : default);
        Assert.Equal((422, "means"), (await node.Send(HttpMethod.Post, "/v1/verifications", body: """{"purpose":"login","customer":"C-1","means":"fax"}""")) is var other ? (other.Status, other.Errors[0].Field) : default);
    }

    [Fact]
    public async Task The_secret_is_told_once_and_lies_in_no_file_nor_log()
    {
        await using var bank = await Bank();
        var app = await AppOfNode.Confirmed(bank.Node);
        var id = (await Begin(bank, "desk")).Json.GetProperty("id").GetString()!;
        Assert.True((await bank.Check(id, app.Code(1), purpose: "desk")).Json.GetProperty("approved").GetBoolean());
        var written = Totp.Base32(app.Secret);
        foreach (var path in (string[])["/v1/customers/C-1/authenticators", "/v1/customers/C-1", "/v1/audit/acts", $"/v1/verifications/{id}"])
            Assert.DoesNotContain(written, (await bank.Node.Send(HttpMethod.Get, path)).Text, StringComparison.Ordinal);
        var (folder, logs) = (bank.Node.Folder, bank.Node.Logs.All);
        await bank.Node.Stop();
        Assert.DoesNotContain(written, logs, StringComparison.Ordinal);
        Assert.All(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories), file =>
        {
            var octets = File.ReadAllBytes(file).AsSpan();
            Assert.True(octets.IndexOf(app.Secret) < 0 && octets.IndexOf(Encoding.ASCII.GetBytes(written)) < 0, Path.GetFileName(file));
        });
        bank.Told.Node = await RealNode.Start(folder, static _ => { }, bank.Told.Settings);
        Assert.Equal("active", Assert.Single(await AppOfNode.List(bank.Node)).GetProperty("status").GetString());
    }
}
