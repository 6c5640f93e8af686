using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Tidings.Server.Operate.Access;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Operate.Access;

public sealed class When_a_token_says_how_its_bearer_signed_in
{
    readonly FakeTimeProvider _clock = new(new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero));

    Task<IntakeHost> Start(Issuer issuer, Action<OidcOptions> configure) => IntakeHost.Start(services: services =>
    {
        services.AddSingleton<TimeProvider>(_clock);
        services.Configure<AccessOptions>(options =>
        {
            (options.Oidc.Issuer, options.Oidc.Audience) = (issuer.Address, "tidings");
            configure(options.Oidc);
        });
    });

    JsonObject Claims(Issuer issuer, params (string Name, JsonNode? Value)[] more)
    {
        var claims = issuer.Claims(_clock.GetUtcNow());
        claims["roles"] = new JsonArray("auditor");
        foreach (var (name, value) in more)
            claims[name] = value;
        return claims;
    }

    static async Task<(int Status, bool Roles, bool Scopes)> Me(IntakeHost host, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/me") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        var answer = await host.Send(request);
        return (answer.Status, answer.Text.Contains("audit:read", StringComparison.Ordinal), answer.Text.Contains("events:write", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("at+jwt", 200), InlineData("AT+JWT", 200), InlineData("application/at+jwt", 200), InlineData("JWT", 401), InlineData(null, 401), InlineData("", 401)]
    public async Task Only_tokens_of_the_types_that_are_named_are_taken(string? type, int status)
    {
        await using var issuer = await Issuer.Start();
        await using var host = await Start(issuer, static oidc => oidc.TokenTypes = ["at+jwt"]);
        Assert.Equal(status, (await Me(host, issuer.Sign(Claims(issuer), type: type))).Status);
    }

    [Theory]
    [InlineData("at_hash"), InlineData("c_hash")]
    public async Task An_id_token_that_gives_itself_away_is_refused_also_where_no_type_is_named(string hash)
    {
        await using var issuer = await Issuer.Start();
        await using var host = await Start(issuer, static _ => { });
        Assert.Equal(200, (await Me(host, issuer.Sign(Claims(issuer), type: "JWT"))).Status);
        Assert.Equal(401, (await Me(host, issuer.Sign(Claims(issuer, (hash, "x")), type: "JWT"))).Status);
    }

    [Fact]
    public async Task Roles_count_after_a_sign_in_that_is_strong_and_young_enough_and_scopes_in_any_case()
    {
        await using var issuer = await Issuer.Start();
        await using var host = await Start(issuer, static oidc => (oidc.StaffAcr, oidc.StaffAmr, oidc.StaffSignedInWithin) = (["phrh", "phr"], ["hwk", "user"], TimeSpan.FromHours(8)));
        var now = _clock.GetUtcNow();
        (string, JsonNode?)[] strong = [("acr", "phr"), ("amr", new JsonArray("hwk", "user", "pin")), ("auth_time", now.AddHours(-8).ToUnixTimeSeconds())];
        Assert.Equal((200, true, true), await Me(host, issuer.Sign(Claims(issuer, strong))));
        foreach (var (name, value) in ((string, JsonNode?)[])
            [
                ("acr", "0"), ("acr", null), ("acr", "phr phrh"), ("amr", new JsonArray("hwk")), ("amr", "hwk user"), ("amr", null),
                ("auth_time", now.AddHours(-8).AddSeconds(-31).ToUnixTimeSeconds()), ("auth_time", null), ("auth_time", "yesterday"), ("auth_time", long.MaxValue), ("auth_time", -1),
            ])
        {
            var claims = Claims(issuer, [.. strong.Select(static claim => (claim.Item1, claim.Item2?.DeepClone()))]);
            if (value is null)
                claims.Remove(name);
            else
                claims[name] = value;
            Assert.Equal((200, false, true), await Me(host, issuer.Sign(claims)));
        }
    }

    [Fact]
    public async Task Nobody_is_asked_for_keys_where_the_issuer_only_points_to()
    {
        await using var issuer = await Issuer.Start();
        await using var host = await Start(issuer, static _ => { });
        issuer.MovedTo = "/moved";
        Assert.Equal(401, (await Me(host, issuer.Sign(Claims(issuer)))).Status);
        Assert.Equal(0, issuer.KeyReads);
        issuer.MovedTo = null;
        _clock.Advance(IssuerKeys.Pause);
        Assert.Equal(200, (await Me(host, issuer.Sign(Claims(issuer)))).Status);
    }
}
