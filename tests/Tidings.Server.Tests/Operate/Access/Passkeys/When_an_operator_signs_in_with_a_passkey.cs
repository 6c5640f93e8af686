using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Ports;
using Tidings.Core.Verify;
using Tidings.Security.Access;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Tree;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Operate.Access.Passkeys;

public sealed class When_an_operator_signs_in_with_a_passkey
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enrolled_with_it_he_is_who_he_is_and_each_step_is_an_act()
    {
        await using var trial = await PasskeyTrial.Start();
        await trial.Browser.AddDevice();
        var id = await trial.Enrol("ada", "auditor");
        var me = (await trial.As(await trial.Token(), "GET", "/v1/me")).Json;
        Assert.Equal("operator:ada", me.GetProperty("identity").GetString());
        Assert.Equal(ScopeNames.Of(Roles.Table["auditor"]), me.GetProperty("scopes").EnumerateArray().Select(static scope => scope.GetString()!));
        var acts = await trial.Acts();
        Assert.Contains(new("operator:ada", "passkey.registered", $"passkey/{id}"), acts);
        Assert.Contains(new("operator:ada", "operator.enrolled", "operator/ada"), acts);
        Assert.Contains(new("operator:ada", "operator.signed-in", $"operator/ada passkey/{id}"), acts);
    }

    [Fact]
    public async Task The_code_of_the_enrolment_is_used_up_by_it()
    {
        await using var trial = await PasskeyTrial.Start();
        await trial.Browser.AddDevice();
        var code = await trial.Code("ada");
        var options = (await trial.As(null, "POST", "/v1/operators/enrol/passkey/options", new { code })).Text;
        var credential = await trial.Browser.Create(options);
        Assert.Equal(200, (await trial.As(null, "POST", "/v1/operators/enrol/passkey", new { code, name = "laptop", credential })).Status);
        Assert.Equal(401, (await trial.As(null, "POST", "/v1/operators/enrol/passkey", new { code, name = "laptop", credential })).Status);
        Assert.Equal(401, (await trial.As(null, "POST", "/v1/operators/enrol/passkey/options", new { code })).Status);
        Assert.Equal(401, (await trial.As(null, "POST", "/v1/operators/enrol", new { code })).Status);
        // He has no secret: none opens his account.
        Assert.Equal(401, (await trial.As(null, "POST", "/v1/sessions", new { name = "ada", secret = "to_", code = "000000" })).Status);
    }

    [Fact]
    public async Task Who_has_a_secret_adds_one_lists_it_and_removes_it()
    {
        await using var trial = await PasskeyTrial.Start();
        await trial.Browser.AddDevice();
        var enrolled = (await trial.As(null, "POST", "/v1/operators/enrol", new { code = await trial.Code("ben") })).Json;
        var totp = When_operators_sign_in.Bytes(enrolled.GetProperty("authenticator").GetString()!.Split("secret=")[1].Split('&')[0]);
        var code = Totp.Code(totp, Totp.CounterAt(trial.Clock.GetUtcNow()));
        var token = (await trial.As(null, "POST", "/v1/sessions", new { name = "ben", secret = enrolled.GetProperty("secret").GetString(), code })).Json.GetProperty("token").GetString()!;
        var id = (await trial.Register(token)).Json.GetProperty("id").GetString()!;
        var mine = (await trial.As(await trial.Token(), "GET", "/v1/passkeys")).Json.GetProperty("passkeys");
        Assert.Equal((1, id, "phone", true), (mine.GetArrayLength(), mine[0].GetProperty("id").GetString(), mine[0].GetProperty("name").GetString(), mine[0].TryGetProperty("lastUsed", out _)));

        var before = await trial.Assertion();
        Assert.Equal(200, (await trial.As(token, "DELETE", $"/v1/passkeys/{id}")).Status);
        Assert.Equal(401, (await trial.SignIn(before)).Status);
        Assert.Equal(401, (await trial.SignIn(await trial.Assertion())).Status);
        Assert.Equal(404, (await trial.As(token, "DELETE", $"/v1/passkeys/{id}")).Status);
        Assert.Contains(new("operator:ben", "passkey.removed", $"passkey/{id}"), await trial.Acts());
    }

    [Fact]
    public async Task The_last_means_of_signing_in_stays()
    {
        await using var trial = await PasskeyTrial.Start();
        var laptop = await trial.Browser.AddDevice();
        var first = await trial.Enrol("ada");
        var token = await trial.Token();
        var refused = await trial.As(token, "DELETE", $"/v1/passkeys/{first}");
        Assert.Equal((409, "last-sign-in"), (refused.Status, refused.Code));
        await trial.Browser.RemoveDevice(laptop);
        await trial.Browser.AddDevice();
        var second = (await trial.Register(token)).Json.GetProperty("id").GetString()!;
        Assert.Equal(200, (await trial.As(token, "DELETE", $"/v1/passkeys/{first}")).Status);
        Assert.Equal("last-sign-in", (await trial.As(token, "DELETE", $"/v1/passkeys/{second}")).Code);
        await trial.Token();
    }

    [Fact]
    public async Task A_passkey_is_another_operators_to_see_and_remove_only_for_who_manages_them()
    {
        await using var trial = await PasskeyTrial.Start();
        var laptop = await trial.Browser.AddDevice();
        var adas = await trial.Enrol("ada");
        await trial.Browser.RemoveDevice(laptop);
        await trial.Browser.AddDevice();
        await trial.Enrol("ben");
        var ben = await trial.Token();
        Assert.Equal(404, (await trial.As(ben, "DELETE", $"/v1/passkeys/{adas}")).Status);
        Assert.Equal(403, (await trial.As(ben, "DELETE", $"/v1/operators/ada/passkeys/{adas}")).Status);
        Assert.Equal(403, (await trial.As(ben, "GET", "/v1/operators/ada/passkeys")).Status);
        Assert.Equal(404, (await trial.As(trial.Host.Key, "GET", "/v1/passkeys")).Status);
    }

    [Fact]
    public async Task Whoever_is_enrolled_anew_or_removed_has_left_his_passkeys_behind()
    {
        await using var trial = await PasskeyTrial.Start();
        await trial.Browser.AddDevice();
        await trial.Enrol("ada");
        await trial.Token();
        await trial.Code("ada");
        Assert.Equal(401, (await trial.SignIn(await trial.Assertion())).Status);
        Assert.Equal(0, (await trial.As(trial.Host.Key, "GET", "/v1/operators/ada/passkeys")).Json.GetProperty("passkeys").GetArrayLength());
    }

    [Fact]
    public async Task It_does_so_on_a_whole_node_whose_log_has_what_he_did_and_whose_disk_has_no_token()
    {
        await using var browser = await PasskeyBrowser.Start();
        await browser.AddDevice();
        await using var node = await RealNode.Start(
            null, ("Access:TwoPersons:0", "none"), ("Access:Passkeys:RelyingPartyId", "localhost"), ("Access:Passkeys:Origins:0", browser.Origin));
        var code = (await File.ReadAllTextAsync(Path.Combine(node.Directory, "first-operator"), Cancel)).Trim();
        var options = await node.Send(HttpMethod.Post, "/v1/operators/enrol/passkey/options", body: JsonSerializer.Serialize(new { code }));
        var made = await node.Send(HttpMethod.Post, "/v1/operators/enrol/passkey", body: JsonSerializer.Serialize(new { code, name = "laptop", credential = await browser.Create(options.Text) }));
        Assert.Equal(200, made.Status);
        var credential = await browser.Get((await node.Send(HttpMethod.Get, "/v1/sessions/passkey/options")).Text);
        var session = await node.Send(HttpMethod.Post, "/v1/sessions/passkey", body: JsonSerializer.Serialize(new { credential }));
        Assert.Equal(200, session.Status);
        // The same proof once more: the store itself knows that its challenge was taken.
        Assert.Equal(401, (await node.Send(HttpMethod.Post, "/v1/sessions/passkey", body: JsonSerializer.Serialize(new { credential }))).Status);

        var (store, entries) = (node.Services.GetRequiredService<IStore>(), new HashSet<string>());
        await foreach (var row in store.ReadAudit(0, Cancel))
            entries.UnionWith((EntryBundle.Read(row.Body) ?? []).Select(static bytes => Convert.ToBase64String(AuditEntry.Parse(bytes)!.Commitment.Span)));
        var subjects = (await store.ReadDocuments(AuditOpening.Kind, allVersions: true, Cancel)).Select(static row => AuditOpening.Of(row.Body.Span))
            .SelectMany(kept => kept.Documents.Where(one => entries.Contains(Convert.ToBase64String(one.Commitment))).Select(one => $"{kept.Actor} {one.Kind} {one.Id}"));
        Assert.Contains($"operator:administrator passkey {made.Json.GetProperty("id").GetString()}", subjects);
        var token = session.Json.GetProperty("token").GetString()!;
        await node.Stop();
        Assert.All(Directory.EnumerateFiles(node.Folder), file => Assert.False(File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(token[3..])) >= 0, file));
    }
}
