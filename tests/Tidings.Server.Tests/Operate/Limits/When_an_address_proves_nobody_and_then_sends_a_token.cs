using System.Net.Http.Headers;
using Tidings.Server.Tests.Intake;
using Tidings.Server.Tests.Operate.Access;

namespace Tidings.Server.Tests.Operate.Limits;

public sealed class When_an_address_proves_nobody_and_then_sends_a_token
{
    [Fact]
    public async Task Its_signature_is_not_looked_at_until_the_address_may_come_again()
    {
        await using var issuer = await Issuer.Start();
        await using var node = await RealNode.Start(null, ("Access:Oidc:Issuer", issuer.Address), ("Access:Oidc:Audience", "tidings"), ("Limits:UnknownPerMinute", "1"));
        var token = new AuthenticationHeaderValue("Bearer", issuer.Sign(issuer.Claims(TimeProvider.System.GetUtcNow())));
        var key = node.Client.DefaultRequestHeaders.Authorization;
        Assert.Equal(200, await Ask(node, token));
        Assert.Equal(401, await Ask(node, new("Bearer", "tk_live_0")));
        Assert.Equal(429, await Ask(node, token));
        Assert.Equal(200, await Ask(node, key));
    }

    static Task<int> Ask(RealNode node, AuthenticationHeaderValue? authorization) => EveryAddress.Ask(node.Client, "GET", "/v1/me", authorization);
}
