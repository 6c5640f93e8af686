using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Events;
using Tidings.Core.Verify;
using Tidings.Security.Access;
using Tidings.Server.Operate.Access;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Operate.Access;

/// <summary>The table against a whole node: what it says is what happens, for every address and every kind of caller.</summary>
public sealed class When_everybody_tries_every_address
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static AuthenticationHeaderValue Bearer(string secret) => new("Bearer", secret);

    static void Compare(AccessRow row, Scope has, int status)
    {
        var may = row.IsPublic || row.Needs == Scope.None || (row.Needs & has) != Scope.None;
        if (may)
            Assert.False(status is 401 or 403, $"{row} answers {status} to who has {has}");
        else
            Assert.True(status == 403, $"{row} answers {status} to who has {has}");
    }

    [Fact]
    public async Task Whoever_is_not_known_gets_what_is_public_and_nothing_else()
    {
        // So many strangers' requests from one address are turned away before anybody looks at them; that is shown elsewhere.
        await using var node = await RealNode.Start(settings: ("Limits:UnknownPerMinute", "0"));
        var keys = node.Services.GetRequiredService<ApiKeys>();
        var revoked = await keys.Create("revoked", Cancel);
        await keys.Revoke(revoked.Key.Id, Cancel);
        var expires = TimeProvider.System.GetUtcNow().AddSeconds(1);
        var expired = await keys.Create(new ApiKeyRequest("expired") { Expires = expires }, [], Cancel);
        var good = (await keys.Create("good", Cancel)).Secret;
        AuthenticationHeaderValue?[] nobody =
        [
            null, Bearer("tk_live_" + new string('0', 72)), Bearer(revoked.Secret), Bearer(expired.Secret), Bearer(good[..^1] + (good[^1] == '0' ? '1' : '0')),
            Bearer(good.Replace("tk_live_", "tk_test_", StringComparison.Ordinal)), Bearer(good.Replace("tk_live_", "tk_", StringComparison.Ordinal)),
            Bearer("a.b.c"), Bearer("ts_0"), new("Basic", "YTpi"), new("Bearer"),
        ];
        node.Client.DefaultRequestHeaders.Authorization = null;
        var addresses = EveryAddress.Of(node);
        Assert.True(addresses.Count > 25);
        // None is made that is over already.
        while (TimeProvider.System.GetUtcNow() <= expires)
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancel);
        foreach (var (method, pattern) in addresses)
            foreach (var authorization in nobody)
                Assert.Equal(
                    (method, pattern, !EveryAddress.RowOf(node, method, pattern).IsPublic),
                    (method, pattern, await EveryAddress.Ask(node.Client, method, pattern, authorization) == 401));
        // Who keeps watch sees it, by the pattern of the address and never by what stood in it.
        Assert.Contains("1906 Somebody unknown asked for GET /v1/messages/{id}", node.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_with_one_scope_opens_what_the_table_says_and_nothing_else()
    {
        await using var node = await RealNode.Start(settings: ("Intake:AdHocMessages", "true"));
        var keys = node.Services.GetRequiredService<ApiKeys>();
        foreach (var scope in ScopeNames.Each)
        {
            var key = Bearer((await keys.Create(new ApiKeyRequest("one") { Scopes = scope }, [], Cancel)).Secret);
            foreach (var (method, pattern) in EveryAddress.Of(node))
                Compare(EveryAddress.RowOf(node, method, pattern), scope, await EveryAddress.Ask(node.Client, method, pattern, key));
        }
    }

    [Theory]
    [InlineData(Reach.Live), InlineData(Reach.Team), InlineData(Reach.Test)]
    public async Task A_key_opens_what_its_kind_may_have(Reach kind)
    {
        await using var node = await RealNode.Start();
        var key = Bearer((await node.Services.GetRequiredService<ApiKeys>().Create(new ApiKeyRequest("kind") { Kind = kind }, [], Cancel)).Secret);
        foreach (var (method, pattern) in EveryAddress.Of(node))
            Compare(EveryAddress.RowOf(node, method, pattern), ScopeNames.Usual(kind), await EveryAddress.Ask(node.Client, method, pattern, key));
    }

    [Fact]
    public async Task Each_role_of_an_operator_opens_what_its_scopes_do()
    {
        // There are more addresses than requests of one person in a second.
        await using var node = await RealNode.Start(settings: ("Limits:OperatorRequestsPerSecond", "0"));
        var (operators, signIns) = (node.Services.GetRequiredService<Operators>(), node.Services.GetRequiredService<SignIns>());
        foreach (var (role, scopes) in Roles.Table)
        {
            var (row, code) = operators.Prepare(role, [role], null);
            await operators.Put([row], Cancel);
            var enrolled = (await signIns.Enrol(code, Cancel))!;
            var totp = When_operators_sign_in.Bytes(enrolled.Authenticator.Split("secret=")[1].Split('&')[0]);
            var session = await signIns.SignIn(role, enrolled.Secret, Totp.Code(totp, Totp.CounterAt(TimeProvider.System.GetUtcNow())), Cancel);
            // Signing out ends what the rest of the walk needs.
            foreach (var (method, pattern) in EveryAddress.Of(node).OrderBy(static address => address.Pattern == "/v1/sessions/mine"))
                Compare(EveryAddress.RowOf(node, method, pattern), scopes, await EveryAddress.Ask(node.Client, method, pattern, Bearer(session!.Token)));
        }
    }

    [Fact]
    public async Task A_token_with_one_scope_and_one_of_staff_with_one_role_open_what_the_table_says_and_nothing_else()
    {
        await using var issuer = await Issuer.Start();
        await using var node = await RealNode.Start(null, ("Access:Oidc:Issuer", issuer.Address), ("Access:Oidc:Audience", "tidings"), ("Intake:AdHocMessages", "true"), ("Limits:OperatorRequestsPerSecond", "0"));
        AuthenticationHeaderValue Token(string subject, string claim, JsonNode says)
        {
            var claims = issuer.Claims(TimeProvider.System.GetUtcNow());
            claims.Remove("scope");
            (claims["sub"], claims[claim]) = (subject, says);
            return Bearer(issuer.Sign(claims));
        }
        await Walk(node, OneOfEach(node), ScopeNames.Each.Select(scope => (scope, Token($"system {scope}", "scope", $"openid {ScopeNames.Of(scope).Single()}"))));
        await Walk(node, EveryAddress.Of(node), Roles.Table.Select(role => (role.Value, Token($"staff {role.Key}", "roles", new JsonArray(role.Key)))));
    }

    /// <summary>One address of each row of scopes: that all of a row's open alike is shown with keys.</summary>
    static IReadOnlyList<(string Method, string Pattern)> OneOfEach(RealNode node) => [.. EveryAddress.Of(node).DistinctBy(address => EveryAddress.RowOf(node, address.Method, address.Pattern).Needs)];

    static async Task Walk(RealNode node, IReadOnlyList<(string Method, string Pattern)> addresses, IEnumerable<(Scope Has, AuthenticationHeaderValue Shows)> callers)
    {
        foreach (var (has, shows) in callers)
            foreach (var (method, pattern) in addresses)
                Compare(EveryAddress.RowOf(node, method, pattern), has, await EveryAddress.Ask(node.Client, method, pattern, shows));
    }

    [Fact]
    public async Task A_certificate_with_one_scope_opens_what_the_table_says_and_nothing_else()
    {
        var shown = new Shown();
        var scopes = ScopeNames.Each.ToArray();
        await using var node = await RealNode.Start(
            null, services => services.AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter>(new WithCertificate(shown)),
            [("Intake:AdHocMessages", "true"), .. scopes.SelectMany(static (scope, at) => ((string, string)[])
            [
                ($"Access:Certificates:{at}:Name", $"system-{at}"), ($"Access:Certificates:{at}:Subject", $"CN=system-{at}"), ($"Access:Certificates:{at}:Scopes:0", ScopeNames.Of(scope).Single()),
            ])]);
        node.Client.DefaultRequestHeaders.Authorization = null;
        for (var at = 0; at < scopes.Length; at++)
        {
            using var certificate = When_a_system_comes_with_a_certificate.Make($"CN=system-{at}");
            shown.Certificate = certificate;
            foreach (var (method, pattern) in OneOfEach(node))
                Compare(EveryAddress.RowOf(node, method, pattern), scopes[at], await EveryAddress.Ask(node.Client, method, pattern, null));
        }
    }

    sealed class Shown
    {
        public X509Certificate2? Certificate { get; set; }
    }

    /// <summary>Puts a certificate where the TLS listener does; the handshake itself is When_a_system_comes_with_a_certificate.</summary>
    sealed class WithCertificate(Shown shown) : Microsoft.AspNetCore.Hosting.IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, rest) =>
            {
                http.Connection.ClientCertificate = shown.Certificate;
                return rest(http);
            });
            next(app);
        };
    }

    [Fact]
    public async Task Every_row_of_the_table_is_an_address()
    {
        await using var node = await RealNode.Start();
        var mapped = EveryAddress.Of(node).Select(static address => address.Pattern).ToHashSet();
        Assert.All(AccessRows.All, row => Assert.Contains(row.Pattern, mapped));
        Assert.Equal(AccessRows.All.Count, AccessRows.All.Select(static row => row.ToString()).Distinct().Count());
    }

    [Fact]
    public async Task An_address_that_is_not_in_the_table_ends_the_start_and_is_named()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => IntakeHost.Start(map: static app => app.MapDelete("/v1/forgotten/{id}", static () => "open")));
        Assert.Contains("DELETE /v1/forgotten/{id}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_OpenAPI_document_says_the_scopes_of_the_table()
    {
        await using var node = await RealNode.Start();
        var paths = (await node.Send(HttpMethod.Get, "/openapi/v1.json")).Json.GetProperty("paths");
        // Where tiles and entries are another specification says.
        foreach (var row in AccessRows.All.Where(static row => !row.IsPublic && !row.Pattern.Contains("{**", StringComparison.Ordinal)))
            Assert.Equal(
                ScopeNames.Of(row.Needs!.Value),
                paths.GetProperty(row.Pattern).GetProperty(row.Method.ToLowerInvariant()).GetProperty("x-scopes").EnumerateArray().Select(static scope => scope.GetString()!));
    }
}
