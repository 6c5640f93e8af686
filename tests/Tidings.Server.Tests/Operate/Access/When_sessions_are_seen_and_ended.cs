using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tidings.Core.Ports;
using Tidings.Core.Verify;
using Tidings.Security.Access;
using Tidings.Server.Operate.Access;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Operate.Access;

public sealed class When_sessions_are_seen_and_ended : IAsyncLifetime
{
    static readonly TimeSpan Idle = TimeSpan.FromMinutes(15), Tick = TimeSpan.FromTicks(1);

    readonly FakeTimeProvider _clock = new(new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));
    readonly Dictionary<string, (Enrolled Enrolled, byte[] Totp)> _staff = [];
    IntakeHost _host = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    T Service<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    public async ValueTask InitializeAsync() => _host = await IntakeHost.Start(services: services =>
    {
        services.AddSingleton<TimeProvider>(_clock);
        services.Configure<AccessOptions>(static options => options.TwoPersons = ["none"]);
    });

    async Task<string> SignIn(string name, params string[] roles)
    {
        if (!_staff.TryGetValue(name, out var one))
        {
            var (row, code) = Service<Operators>().Prepare(name, roles.Length == 0 ? ["viewer"] : roles, null);
            await Service<Operators>().Put([row], Cancel);
            var enrolled = (await Service<SignIns>().Enrol(code, Cancel))!;
            _staff[name] = one = (enrolled, When_operators_sign_in.Bytes(enrolled.Authenticator.Split("secret=")[1].Split('&')[0]));
        }
        // A code opens once: the next interval has another.
        _clock.Advance(TimeSpan.FromSeconds(30));
        return (await Service<SignIns>().SignIn(name, one.Enrolled.Secret, Totp.Code(one.Totp, Totp.CounterAt(_clock.GetUtcNow())), Cancel))!.Token;
    }

    async Task<Answer> As(string token, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await _host.Send(request);
    }

    async Task<int> Me(string token) => (await As(token, "GET", "/v1/me")).Status;

    async Task Are(int[] statuses, params string[] tokens)
    {
        var answered = await Task.WhenAll(tokens.Select(Me));
        Assert.Equal(statuses, answered);
    }

    [Fact]
    public async Task One_ends_with_the_enrolment_that_it_was_signed_in_by_also_where_its_operator_comes_back()
    {
        var token = await SignIn("ada");
        Assert.Equal(200, await Me(token));
        var (anew, _) = Service<Operators>().Prepare("ada", ["administrator"], null);
        await Service<Operators>().Put([anew], Cancel);
        Assert.Equal(401, await Me(token));
    }

    [Fact]
    public async Task One_that_nobody_uses_ends_and_each_call_keeps_it_up_to_its_hour()
    {
        var token = await SignIn("ada");
        for (var calls = 0; calls < 3; calls++)
        {
            _clock.Advance(Idle - Tick);
            Assert.Equal(200, await Me(token));
        }
        _clock.Advance(Idle - Tick);
        Assert.Equal(200, await Me(token));
        _clock.Advance(4 * Tick);
        Assert.Equal(401, await Me(token));

        token = await SignIn("ada");
        _clock.Advance(Idle);
        Assert.Equal(401, await Me(token));
        // For good: who starts anew has not forgotten it.
        await Service<Sessions>().EndIdle(Cancel);
        var later = new Sessions(Service<IStore>(), Service<Operators>(), _clock, new(TimeSpan.FromHours(1), Idle));
        await later.Refresh(Cancel);
        Assert.Null(later.Check(token));
        Assert.NotNull(later.Check(await Refreshed(later, await SignIn("ada"))));

        static async Task<string> Refreshed(Sessions sessions, string token)
        {
            await sessions.Refresh(Cancel);
            return token;
        }
    }

    [Fact]
    public async Task The_sixth_of_one_person_ends_his_oldest_and_nobody_elses()
    {
        var bens = await SignIn("ben");
        var tokens = new List<string>();
        for (var i = 0; i < SessionLimits.MostEach; i++)
            tokens.Add(await SignIn("ada"));
        Assert.Equal(200, await Me(tokens[0]));
        tokens.Add(await SignIn("ada"));
        await Are([401, 200, 200, 200, 200, 200], [.. tokens]);
        Assert.Equal(200, await Me(bens));
    }

    [Fact]
    public async Task One_sees_and_ends_his_own_and_not_anothers()
    {
        var (bens, first, second, third) = (await SignIn("ben"), await SignIn("ada"), await SignIn("ada"), await SignIn("ada"));
        var bensId = (await As(bens, "GET", "/v1/sessions")).Json.GetProperty("sessions")[0].GetProperty("id").GetString();
        var mine = (await As(second, "GET", "/v1/sessions")).Json.GetProperty("sessions");
        Assert.Equal([false, true, false], mine.EnumerateArray().Select(static one => one.GetProperty("this").GetBoolean()));
        Assert.DoesNotContain(second[3..], mine.ToString(), StringComparison.Ordinal);
        Assert.Equal(404, (await As(second, "DELETE", $"/v1/sessions/{bensId}")).Status);
        Assert.Equal(200, (await As(second, "DELETE", $"/v1/sessions/{mine[2].GetProperty("id").GetString()}")).Status);
        await Are([401, 200, 200, 200], first, second, third, bens);
        Assert.Equal(1, (await As(second, "DELETE", "/v1/sessions/others")).Json.GetProperty("ended").GetInt32());
        await Are([200, 401, 200], second, third, bens);
        Assert.Equal(1, (await As(second, "DELETE", "/v1/sessions/mine")).Json.GetProperty("ended").GetInt32());
        Assert.Equal(401, await Me(second));
        Assert.Equal(3, (await Acts()).Count(static act => act is { Name: "session.ended", Actor: "operator:ada", Subject: "operator/ada" }));
        // A key has none.
        Assert.Equal(404, (await As(_host.Key, "GET", "/v1/sessions")).Status);
        Assert.Equal(404, (await As(_host.Key, "DELETE", "/v1/sessions/others")).Status);
    }

    [Fact]
    public async Task Who_manages_operators_ends_all_of_anothers_whose_account_stays()
    {
        var (admin, ada, also) = (await SignIn("root", "administrator"), await SignIn("ada"), await SignIn("ada"));
        Assert.Equal(403, (await As(ada, "DELETE", "/v1/operators/root/sessions")).Status);
        Assert.Equal(2, (await As(admin, "GET", "/v1/operators/ada/sessions")).Json.GetProperty("sessions").GetArrayLength());
        Assert.Equal(2, (await As(admin, "DELETE", "/v1/operators/ada/sessions")).Json.GetProperty("ended").GetInt32());
        await Are([401, 401, 200], ada, also, admin);
        Assert.Contains(new Act("operator:root", "session.ended", "operator/ada"), await Acts());
        Assert.Equal(200, await Me(await SignIn("ada")));
        Assert.Equal(0, (await As(admin, "DELETE", "/v1/operators/nobody/sessions")).Json.GetProperty("ended").GetInt32());
    }

    async Task<IEnumerable<Act>> Acts() => (await Service<IStore>().ReadDocuments(DocumentActs.Kind, false, Cancel)).Select(DocumentActs.Of);

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
