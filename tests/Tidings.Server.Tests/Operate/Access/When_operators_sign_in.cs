using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tidings.Core.Ports;
using Tidings.Core.Verify;
using Tidings.Security.Access;
using Tidings.Server.Operate.Access;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Operate.Access;

public sealed class When_operators_sign_in
{
    readonly FakeTimeProvider _clock = new(new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    Task<IntakeHost> Start(string twoPersons = "none") => IntakeHost.Start(services: services =>
    {
        services.AddSingleton<TimeProvider>(_clock);
        services.Configure<AccessOptions>(options => (options.TwoPersons, options.SessionIdle) = ([twoPersons], TimeSpan.FromHours(1)));
    });

    static async Task<Answer> As(IntakeHost host, string? token, string method, string path, object? body = null)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (body is not null)
            request.Content = new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");
        if (token is null)
            host.Client.DefaultRequestHeaders.Authorization = null;
        return await host.Send(request);
    }

    sealed record Enrolment(string Name, string Secret, byte[] Totp);

    static async Task<Enrolment> Enrol(IntakeHost host, string name, params string[] roles)
    {
        var added = await As(host, host.Key, "POST", "/v1/operators", new { name, roles });
        Assert.Equal(200, added.Status);
        return await Enrol(host, added.Json.GetProperty("enrolment").GetString()!);
    }

    static async Task<Enrolment> Enrol(IntakeHost host, string code)
    {
        var answer = (await As(host, null, "POST", "/v1/operators/enrol", new { code })).Json;
        var address = answer.GetProperty("authenticator").GetString()!;
        return new(answer.GetProperty("name").GetString()!, answer.GetProperty("secret").GetString()!, Bytes(address.Split("secret=")[1].Split('&')[0]));
    }

    internal static byte[] Bytes(string base32)
    {
        var bits = string.Concat(base32.Select(static c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(static chunk => chunk.Length == 8).Select(static chunk => Convert.ToByte(new string(chunk), 2))];
    }

    string Code(Enrolment one, int away = 0) => Totp.Code(one.Totp, Totp.CounterAt(_clock.GetUtcNow()) + away);

    static Task<Answer> SignIn(IntakeHost host, Enrolment one, string code, string? secret = null) =>
        As(host, null, "POST", "/v1/sessions", new { name = one.Name, secret = secret ?? one.Secret, code });

    async Task<string> Token(IntakeHost host, Enrolment one) => (await SignIn(host, one, Code(one))).Json.GetProperty("token").GetString()!;

    [Fact]
    public async Task Added_enrolled_and_signed_in_he_may_do_what_his_roles_may()
    {
        await using var host = await Start();
        var ada = await Enrol(host, "ada", "auditor", "template-author");
        var token = await Token(host, ada);
        var me = (await As(host, token, "GET", "/v1/me")).Json;
        Assert.Equal("operator:ada", me.GetProperty("identity").GetString());
        Assert.Equal(ScopeNames.Of(Roles.Table["auditor"] | Roles.Table["template-author"]), me.GetProperty("scopes").EnumerateArray().Select(static s => s.GetString()!));
        var stored = string.Concat((await host.Services.GetRequiredService<IStore>().ReadDocuments("operator-session", false, Cancel)).Select(static row => row.Id + Encoding.UTF8.GetString(row.Body.Span)));
        Assert.DoesNotContain(token[3..], stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_taken_once_also_after_a_restart()
    {
        await using var host = await Start();
        var ada = await Enrol(host, "ada", "viewer");
        Assert.Equal(200, (await SignIn(host, ada, Code(ada))).Status);
        Assert.Equal(401, (await SignIn(host, ada, Code(ada))).Status);
        var services = host.Services;
        using var again = new SignIns(services.GetRequiredService<IStore>(), services.GetRequiredService<Operators>(), services.GetRequiredService<Sessions>(), services.GetRequiredService<IActs>(), _clock);
        Assert.Null(await again.SignIn("ada", ada.Secret, Code(ada), Cancel));
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(200, (await SignIn(host, ada, Code(ada))).Status);
    }

    [Theory]
    [InlineData(4, 200), InlineData(5, 401)]
    public async Task The_fifth_wrong_code_locks_and_the_fourth_does_not(int wrong, int status)
    {
        await using var host = await Start();
        var ada = await Enrol(host, "ada", "viewer");
        for (var i = 0; i < wrong; i++)
            Assert.Equal(401, (await SignIn(host, ada, Code(ada, 7))).Status);
        Assert.Equal(status, (await SignIn(host, ada, Code(ada))).Status);
        // Each refusal is a line of the log, without a name; that somebody is locked out is an act.
        Assert.Equal(wrong + (status == 401 ? 1 : 0), host.Logs.All.Split("1908 ").Length - 1);
        var acts = (await host.Services.GetRequiredService<IStore>().ReadDocuments("act", allVersions: true, Cancel)).Select(static row => Encoding.UTF8.GetString(row.Body.Span));
        Assert.Equal(status == 401 ? 1 : 0, acts.Count(static act => act.Contains("operator.locked", StringComparison.Ordinal)));
        _clock.Advance(SignIns.LockedFor);
        Assert.Equal(200, (await SignIn(host, ada, Code(ada))).Status);
    }

    [Fact]
    public async Task Who_does_not_hold_the_secret_cannot_lock_anybody_and_all_wrong_answers_are_one()
    {
        await using var host = await Start();
        var ada = await Enrol(host, "ada", "viewer");
        var wrong = new List<string>();
        for (var i = 0; i < 8; i++)
            wrong.Add((await SignIn(host, ada, Code(ada, 7), "to_" + new string('0', 64))).Text);
        wrong.Add((await SignIn(host, ada with { Name = "nobody" }, Code(ada))).Text);
        wrong.Add((await SignIn(host, ada, Code(ada, 7))).Text);
        Assert.Single(wrong.Distinct());
        Assert.Equal(200, (await SignIn(host, ada, Code(ada))).Status);
    }

    [Fact]
    public async Task An_enrolment_code_is_taken_once_and_in_time()
    {
        await using var host = await Start();
        var code = (await As(host, host.Key, "POST", "/v1/operators", new { name = "ada", roles = new[] { "viewer" } })).Json.GetProperty("enrolment").GetString()!;
        Assert.Equal(200, (await As(host, null, "POST", "/v1/operators/enrol", new { code })).Status);
        Assert.Equal(401, (await As(host, null, "POST", "/v1/operators/enrol", new { code })).Status);
        var late = (await As(host, host.Key, "POST", "/v1/operators", new { name = "ben", roles = new[] { "viewer" } })).Json.GetProperty("enrolment").GetString()!;
        _clock.Advance(Operators.EnrolWithin);
        Assert.Equal(401, (await As(host, null, "POST", "/v1/operators/enrol", new { code = late })).Status);
    }

    [Fact]
    public async Task A_session_ends_by_itself_by_signing_out_and_with_its_operator()
    {
        await using var host = await Start();
        var ada = await Enrol(host, "ada", "viewer");
        var token = await Token(host, ada);
        _clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        Assert.Equal(200, (await As(host, token, "GET", "/v1/me")).Status);
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(401, (await As(host, token, "GET", "/v1/me")).Status);

        token = await Token(host, ada);
        Assert.Equal(200, (await As(host, token, "DELETE", "/v1/sessions/mine")).Status);
        Assert.Equal(401, (await As(host, token, "GET", "/v1/me")).Status);

        _clock.Advance(TimeSpan.FromSeconds(30));
        token = await Token(host, ada);
        Assert.Equal(200, (await As(host, host.Key, "PUT", "/v1/operators/ada", new { roles = new[] { "auditor" } })).Status);
        Assert.Contains("audit:read", (await As(host, token, "GET", "/v1/me")).Text, StringComparison.Ordinal);
        Assert.Equal(200, (await As(host, host.Key, "DELETE", "/v1/operators/ada")).Status);
        Assert.Equal(401, (await As(host, token, "GET", "/v1/me")).Status);
        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(401, (await SignIn(host, ada, Code(ada))).Status);
    }

    [Fact]
    public async Task Nobody_gives_roles_beyond_his_own_scopes()
    {
        await using var host = await Start();
        var key = (await host.Services.GetRequiredService<ApiKeys>().Create(new ApiKeyRequest("k") { Scopes = Scope.OperatorsManage | Roles.Table["viewer"] }, [], Cancel)).Secret;
        Assert.Equal(200, (await As(host, key, "POST", "/v1/operators", new { name = "ada", roles = new[] { "viewer" } })).Status);
        Assert.Equal(403, (await As(host, key, "POST", "/v1/operators", new { name = "ada", roles = new[] { "administrator" } })).Status);
        Assert.Equal(403, (await As(host, key, "PUT", "/v1/operators/ada", new { roles = new[] { "viewer", "approver" } })).Status);
    }

    [Fact]
    public async Task Where_two_are_needed_nobody_enrols_before_the_second_has_approved()
    {
        await using var host = await Start("operator");
        var added = (await As(host, host.Key, "POST", "/v1/operators", new { name = "ada", roles = new[] { "viewer" } })).Json;
        var (code, id) = (added.GetProperty("enrolment").GetString()!, added.GetProperty("proposal").GetString()!);
        Assert.Equal(401, (await As(host, null, "POST", "/v1/operators/enrol", new { code })).Status);
        Assert.Equal(403, (await As(host, host.Key, "POST", $"/v1/proposals/{id}/approve", new { })).Status);
        var second = (await host.Services.GetRequiredService<ApiKeys>().Create("second", Cancel)).Secret;
        Assert.Equal(200, (await As(host, second, "POST", $"/v1/proposals/{id}/approve", new { })).Status);
        Assert.Equal(200, (await As(host, null, "POST", "/v1/operators/enrol", new { code })).Status);
    }

    [Fact]
    public async Task A_new_installation_has_one_administrator_to_be_by_a_file_that_only_its_user_reads()
    {
        await using var node = await RealNode.Start();
        var path = Path.Combine(node.Directory, "first-operator");
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        var code = (await File.ReadAllTextAsync(path, Cancel)).Trim();
        Assert.DoesNotContain(code, node.Logs.All, StringComparison.Ordinal);
        var enrolled = await node.Send(HttpMethod.Post, "/v1/operators/enrol", body: JsonSerializer.Serialize(new { code }));
        Assert.Equal("administrator", enrolled.Json.GetProperty("name").GetString());
    }
}
