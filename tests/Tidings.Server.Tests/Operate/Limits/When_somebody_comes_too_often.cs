using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tidings.Security.Access;
using Tidings.Server.Operate.Limits;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Operate.Limits;

public sealed class When_somebody_comes_too_often
{
    readonly FakeTimeProvider _time = new(TimeProvider.System.GetUtcNow());

    Task<IntakeHost> Start(Action<LimitsOptions> set) => IntakeHost.Start(services: services =>
    {
        services.AddSingleton<TimeProvider>(_time);
        services.Configure(set);
    });

    static async Task<Answer> Ask(IntakeHost host, string? bearer, HttpMethod? method = null, string path = "/v1/me", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        if (method == HttpMethod.Post)
            request.Content = new StringContent("{\"name\":\"ada\",\"secret\":\"to_0\",\"code\":\"000000\"}", new MediaTypeHeaderValue("application/json"));
        request.Headers.TryAddWithoutValidation("Authorization", bearer is null ? "Bearer" : $"Bearer {bearer}");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await host.Send(request);
    }

    static void IsLimited(Answer answer, int seconds)
    {
        Assert.Equal((429, "rate-limited"), (answer.Status, answer.Code));
        Assert.Equal(TimeSpan.FromSeconds(seconds), answer.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task A_key_is_told_to_wait_and_passes_after_it_while_another_key_never_waits()
    {
        await using var host = await Start(static limits => limits.CallerRequestsPerSecond = 2);
        var other = (await host.Services.GetRequiredService<ApiKeys>().Create("other", TestContext.Current.CancellationToken)).Secret;
        for (var second = 0; second < 3; second++)
        {
            Assert.Equal(200, (await Ask(host, host.Key)).Status);
            Assert.Equal(200, (await Ask(host, host.Key)).Status);
            IsLimited(await Ask(host, host.Key), 1);
            Assert.Equal(200, (await Ask(host, other)).Status);
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public async Task A_batch_passes_whole_and_the_next_waits_until_it_is_paid_for_and_is_not_taken()
    {
        await using var host = await Start(static limits => limits.CallerEventsPerSecond = 10);
        var batch = "[" + string.Join(',', Enumerable.Range(0, 40).Select(static n => Samples.Payment($"E-{n}"))) + "]";
        Assert.Equal(200, (await host.Batch(batch)).Status);
        var taken = host.Router.Taken.Count;
        IsLimited(await host.Batch(batch), 4);
        IsLimited(await host.One(Samples.Payment()), 4);
        Assert.Equal(taken, host.Router.Taken.Count);
        _time.Advance(TimeSpan.FromSeconds(3));
        IsLimited(await host.One(Samples.Payment()), 1);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True((await host.One(Samples.Payment())).Status is 200 or 202);
    }

    [Fact]
    public async Task An_address_that_proves_nobody_is_told_to_wait_and_who_is_known_there_is_not()
    {
        await using var host = await Start(static limits => limits.UnknownPerMinute = 3);
        string?[] wrong = [null, host.Key[..^1] + (host.Key[^1] == '0' ? '1' : '0'), "ts_0"];
        foreach (var bearer in wrong)
            Assert.Equal(401, (await Ask(host, bearer)).Status);
        foreach (var bearer in wrong)
            IsLimited(await Ask(host, bearer), 20);
        Assert.Equal(200, (await Ask(host, host.Key)).Status);
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(401, (await Ask(host, null)).Status);
        IsLimited(await Ask(host, null), 20);
    }

    [Fact]
    public async Task Sign_ins_are_counted_by_address_before_anything_of_them_is_looked_at()
    {
        await using var host = await Start(static limits => limits.SignInsPerMinute = 2);
        Assert.Equal(401, (await Ask(host, null, HttpMethod.Post, "/v1/sessions")).Status);
        Assert.Equal(400, (await Ask(host, null, HttpMethod.Post, "/v1/operators/enrol")).Status);
        IsLimited(await Ask(host, null, HttpMethod.Post, "/v1/sessions"), 30);
        IsLimited(await Ask(host, null, HttpMethod.Post, "/v1/operators/enrol"), 30);
        Assert.Equal(200, (await Ask(host, host.Key)).Status);
    }

    [Fact]
    public async Task What_is_public_is_limited_by_address_and_health_is_not()
    {
        await using var host = await Start(static limits => limits.PublicRequestsPerSecond = 2);
        Assert.Equal(200, (await Ask(host, null, path: "/schemas")).Status);
        Assert.Equal(404, (await Ask(host, null, path: "/none-such")).Status);
        IsLimited(await Ask(host, null, path: "/schemas"), 1);
        IsLimited(await Ask(host, null, path: "/none-such"), 1);
        for (var i = 0; i < 5; i++)
            Assert.Equal(200, (await Ask(host, null, path: "/health/live")).Status);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Behind_a_proxy_addresses_are_told_apart_only_where_it_is_trusted(bool trusted)
    {
        await using var host = await Start(limits => (limits.UnknownPerMinute, limits.TrustedProxies) = (1, trusted ? ["127.0.0.1"] : null));
        Assert.Equal(401, (await Ask(host, null, headers: ("X-Forwarded-For", "192.0.2.1"))).Status);
        Assert.Equal(429, (await Ask(host, null, headers: ("X-Forwarded-For", "192.0.2.1"))).Status);
        Assert.Equal(trusted ? 401 : 429, (await Ask(host, null, headers: ("X-Forwarded-For", "192.0.2.2"))).Status);
    }

    [Fact]
    public async Task By_default_a_system_is_not_slowed()
    {
        await using var host = await Start(static _ => { });
        var limits = host.Services.GetRequiredService<CallLimits>();
        var caller = new Caller { Identity = "key:bench", Scopes = Scope.EventsWrite };
        for (var i = 0; i < 50_000; i++)
            Assert.Null(limits.Request(caller));
        Assert.NotNull(limits.Request(caller));
        for (var i = 0; i < 1_000; i++)
            Assert.Null(limits.Events(caller, 1_000));
    }
}
