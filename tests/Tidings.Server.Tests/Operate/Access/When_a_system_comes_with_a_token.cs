using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tidings.Security.Access;
using Tidings.Server.Operate.Access;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Operate.Access;

public sealed class When_a_system_comes_with_a_token
{
    readonly FakeTimeProvider _clock = new(new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    Task<IntakeHost> Start(Issuer issuer, Action<OidcOptions>? configure = null) => IntakeHost.Start(services: services =>
    {
        services.AddSingleton<TimeProvider>(_clock);
        services.Configure<AccessOptions>(options =>
        {
            (options.Oidc.Issuer, options.Oidc.Audience) = (issuer.Address, "tidings");
            configure?.Invoke(options.Oidc);
        });
    });

    static async Task<Answer> Me(IntakeHost host, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/me") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        return await host.Send(request);
    }

    [Theory]
    [InlineData("RS256"), InlineData("PS256")]
    public async Task It_is_who_the_issuer_says_with_the_scopes_that_are_known_here(string algorithm)
    {
        await using var issuer = await Issuer.Start();
        await using var host = await Start(issuer);
        var me = await Me(host, issuer.Sign(issuer.Claims(_clock.GetUtcNow()), algorithm));
        Assert.Equal(200, me.Status);
        Assert.Equal(($"token:{issuer.Address}#core-banking", "live"), (me.Json.GetProperty("identity").GetString(), me.Json.GetProperty("kind").GetString()));
        Assert.Equal(["events:write", "templates:read"], me.Json.GetProperty("scopes").EnumerateArray().Select(static s => s.GetString()!));
    }

    [Fact]
    public async Task Scopes_may_be_a_list_and_roles_are_those_of_staff()
    {
        await using var issuer = await Issuer.Start();
        await using var host = await Start(issuer);
        var claims = issuer.Claims(_clock.GetUtcNow());
        claims.Remove("scope");
        claims["scp"] = new JsonArray("files:write", "nonsense");
        claims["roles"] = new JsonArray("auditor", "emperor");
        var scopes = (await Me(host, issuer.Sign(claims))).Json.GetProperty("scopes").EnumerateArray().Select(static s => s.GetString()!).ToArray();
        Assert.Equal(ScopeNames.Of(Scope.FilesWrite | Roles.Table["auditor"]), scopes);
    }

    public static TheoryData<string> WrongTokens { get; } =
    [
        "other issuer", "no issuer", "other audience", "no audience", "no end", "no subject", "expired", "not yet", "none", "HS256", "RS384", "cut", "changed", "other key", "unsigned",
    ];

    [Theory]
    [MemberData(nameof(WrongTokens))]
    public async Task A_wrong_token_is_refused_and_not_told_why(string wrong)
    {
        await using var issuer = await Issuer.Start();
        await using var stranger = await Issuer.Start();
        await using var host = await Start(issuer);
        var now = _clock.GetUtcNow();
        var claims = issuer.Claims(now);
        var token = wrong switch
        {
            "other issuer" => issuer.Sign(With(claims, "iss", stranger.Address)),
            "no issuer" => issuer.Sign(With(claims, "iss", null)),
            "other audience" => issuer.Sign(With(claims, "aud", "payments")),
            "no audience" => issuer.Sign(With(claims, "aud", null)),
            "no end" => issuer.Sign(With(claims, "exp", null)),
            "no subject" => issuer.Sign(With(claims, "sub", null)),
            "expired" => issuer.Sign(With(claims, "exp", now.AddSeconds(-30).ToUnixTimeSeconds())),
            "not yet" => issuer.Sign(With(claims, "nbf", now.AddSeconds(31).ToUnixTimeSeconds())),
            "none" or "HS256" or "RS384" => issuer.Sign(claims, wrong),
            "cut" => issuer.Sign(claims)[..^1],
            "changed" => Changed(issuer, claims),
            "other key" => stranger.Sign(claims),
            _ => issuer.Sign(claims).Split('.') is [var a, var b, _] ? $"{a}.{b}." : "",
        };
        var refused = await Me(host, token);
        Assert.Equal((401, "unauthorized"), (refused.Status, refused.Code));
        Assert.Equal(200, (await Me(host, issuer.Sign(issuer.Claims(now)))).Status);
    }

    [Fact]
    public async Task The_clocks_may_differ_by_as_much_as_is_set_and_no_more()
    {
        await using var issuer = await Issuer.Start();
        await using var host = await Start(issuer, static oidc => oidc.ClockSkew = TimeSpan.FromSeconds(10));
        var now = _clock.GetUtcNow();
        foreach (var (claim, seconds, status) in (IEnumerable<(string, int, int)>)[("exp", -9, 200), ("exp", -10, 401), ("nbf", 10, 200), ("nbf", 11, 401)])
            Assert.Equal((claim, seconds, status), (claim, seconds, (await Me(host, issuer.Sign(With(issuer.Claims(now), claim, now.AddSeconds(seconds).ToUnixTimeSeconds())))).Status));
    }

    [Fact]
    public async Task A_rotated_key_is_found_and_unknown_names_do_not_make_us_call_at_will()
    {
        await using var issuer = await Issuer.Start();
        await using var host = await Start(issuer);
        var claims = issuer.Claims(_clock.GetUtcNow());
        var old = issuer.Sign(claims);
        Assert.Equal(200, (await Me(host, old)).Status);
        Assert.Equal(1, issuer.KeyReads);
        issuer.Rotate();
        for (var i = 0; i < 5; i++)
            Assert.Equal(401, (await Me(host, issuer.Sign(claims, kid: $"made-up-{i}"))).Status);
        Assert.Equal(1, issuer.KeyReads);
        _clock.Advance(IssuerKeys.Pause);
        Assert.Equal(200, (await Me(host, issuer.Sign(claims))).Status);
        Assert.Equal(2, issuer.KeyReads);
        Assert.Equal(401, (await Me(host, old)).Status);
    }

    [Fact]
    public async Task An_issuer_that_speaks_for_another_is_not_believed()
    {
        await using var issuer = await Issuer.Start();
        issuer.OtherIssuer = "https://another.example";
        await using var host = await Start(issuer);
        Assert.Equal(401, (await Me(host, issuer.Sign(issuer.Claims(_clock.GetUtcNow())))).Status);
    }

    [Theory]
    [InlineData("http://issuer.example", "tidings"), InlineData("https://issuer.example", null), InlineData("https://issuer.example", " "), InlineData("issuer", "tidings")]
    public void Issuers_over_an_open_line_or_without_an_audience_stop_the_start(string issuer, string? audience) =>
        Assert.True(new OidcOptionsCheck().Validate(null, new() { Oidc = new() { Issuer = issuer, Audience = audience } }).Failed);

    [Theory]
    [InlineData("HS256"), InlineData("none"), InlineData("RS256,HS512")]
    public void Signatures_that_prove_nothing_cannot_be_set(string algorithms) =>
        Assert.True(new OidcOptionsCheck().Validate(null, new() { Oidc = new() { Algorithms = algorithms.Split(',') } }).Failed);

    static JsonObject With(JsonObject claims, string name, JsonNode? value)
    {
        claims.Remove(name);
        if (value is not null)
            claims[name] = value;
        return claims;
    }

    static string Changed(Issuer issuer, JsonObject claims)
    {
        var parts = issuer.Sign(claims).Split('.');
        var more = issuer.Sign(With(claims, "scope", "keys:manage")).Split('.');
        return $"{parts[0]}.{more[1]}.{parts[2]}";
    }
}
