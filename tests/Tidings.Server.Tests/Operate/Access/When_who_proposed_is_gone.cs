using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Server.Operate.Access;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Operate.Access;

/// <summary>On a whole node where everything needs two: the key that proposed is revoked before somebody else approves.</summary>
public sealed class When_who_proposed_is_gone : IAsyncLifetime
{
    const string Fee = """{"class":"transaction","requires":["amount"],"bodies":{"en":"{{ bank }}: fee {{ amount }}","es":"{{ amount }}","tr":"{{ amount }}","hi":"{{ amount }}","ar":"{{ amount }}"}}""";
    const string Pack = """{"id":"ours","title":"Ours","rules":[{"id":"OURS-1","jurisdiction":"US","effect":"deny","classes":["promotional"],"source":"our lawyer","confidence":"primary-text-read"}]}""";

    RealNode _node = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _node = await RealNode.Start(null, ("Access:TwoPersons:0", "all"));

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    async Task<NewApiKey> Key(string name) => await _node.Services.GetRequiredService<ApiKeys>().Create(new ApiKeyRequest(name) { Scopes = ScopeNames.All }, [], Cancel);

    async Task Revoke(NewApiKey key) => Assert.True(await _node.Services.GetRequiredService<ApiKeys>().Revoke(key.Key.Id, Cancel));

    async Task<Answer> As(NewApiKey key, string method, string path, string? body = null)
    {
        _node.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key.Secret);
        return await _node.Send(new HttpMethod(method), path, body: body);
    }

    async Task<Answer> Propose(NewApiKey author, string method, string path, string? body)
    {
        var proposed = await As(author, method, path, body ?? (await As(author, "GET", path)).Text);
        Assert.True(proposed.Status is 200 or 202, proposed.Text);
        return proposed;
    }

    [Theory]
    [InlineData("template", "PUT", "/v1/templates/fee", Fee)]
    [InlineData("alert", "PUT", "/v1/alerts/fee", null)]
    [InlineData("policy-pack", "PUT", "/v1/policies/ours", Pack)]
    [InlineData("settings", "PUT", "/v1/settings", null)]
    [InlineData("keywords", "PUT", "/v1/keywords", null)]
    [InlineData("fraud-rules", "PUT", "/v1/fraud/rules", null)]
    [InlineData("api-key", "POST", "/v1/keys", """{"name":"ledger","kind":"live","scopes":["templates:read"]}""")]
    [InlineData("operator", "POST", "/v1/operators", """{"name":"ben","roles":["viewer"]}""")]
    [InlineData("webhook", "POST", "/v1/webhooks", """{"url":"https://hooks.example/told","events":["message.delivered"]}""")]
    [InlineData("installation-key", "POST", "/v1/installation-keys/rotate", """{"what":"index"}""")]
    public async Task What_he_proposed_is_refused_and_can_be_proposed_anew(string kind, string method, string path, string? body)
    {
        var (author, approver, other) = (await Key("author"), await Key("approver"), await Key("other"));
        var id = (await Propose(author, method, path, body)).Json.GetProperty("proposal").GetString()!;
        Assert.Equal(kind, (await As(approver, "GET", $"/v1/proposals/{id}")).Json.GetProperty("kind").GetString());
        await Revoke(author);
        var refused = await As(approver, "POST", $"/v1/proposals/{id}/approve", "{}");
        Assert.Equal((409, "proposer-gone"), (refused.Status, refused.Code));
        Assert.Contains("The key that proposed it was revoked since. Reject it; whoever may propose it can do so anew.", refused.Json.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("open", (await As(approver, "GET", $"/v1/proposals/{id}")).Json.GetProperty("state").GetString());
        Assert.DoesNotContain(await Acts(), act => act.Name == $"{kind}.approved");
        Assert.Equal(200, (await As(approver, "POST", $"/v1/proposals/{id}/reject", """{"reason":"its key is revoked"}""")).Status);

        var anew = (await Propose(other, method, path, body)).Json.GetProperty("proposal").GetString()!;
        var approved = await As(approver, "POST", $"/v1/proposals/{anew}/approve", "{}");
        Assert.True(approved.Status == 200, approved.Text);
    }

    async Task<IEnumerable<Act>> Acts() => (await _node.Services.GetRequiredService<IStore>().ReadDocuments(DocumentActs.Kind, false, Cancel)).Select(DocumentActs.Of);

    [Fact]
    public async Task A_key_that_he_proposed_opens_nothing()
    {
        var (author, approver) = (await Key("author"), await Key("approver"));
        var made = (await Propose(author, "POST", "/v1/keys", """{"name":"ledger","kind":"live","scopes":["templates:read"]}""")).Json;
        await Revoke(author);
        Assert.Equal(409, (await As(approver, "POST", $"/v1/proposals/{made.GetProperty("proposal").GetString()}/approve", "{}")).Status);
        _node.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", made.GetProperty("secret").GetString());
        Assert.Equal(401, (await _node.Send(HttpMethod.Get, "/v1/templates")).Status);
    }

    [Fact]
    public async Task His_asking_for_an_erasure_counts_for_nothing_and_two_others_are_needed()
    {
        var (author, second, third) = (await Key("author"), await Key("second"), await Key("third"));
        await As(author, "PUT", "/v1/customers/C-1", """{"name":"Ada Jensen","phones":["+15005550006"],"language":"en"}""");
        var id = (await As(author, "DELETE", "/v1/customers/C-1")).Json.GetProperty("proposal").GetString();
        await Revoke(author);
        var asked = await As(second, "DELETE", "/v1/customers/C-1");
        Assert.Equal(202, asked.Status);
        Assert.NotEqual(id, asked.Json.GetProperty("proposal").GetString());
        Assert.Equal(200, (await As(second, "GET", "/v1/customers/C-1")).Status);
        Assert.Equal(204, (await As(third, "DELETE", "/v1/customers/C-1")).Status);
        Assert.Equal(404, (await As(third, "GET", "/v1/customers/C-1")).Status);
    }

    [Fact]
    public void What_each_kind_needs_to_be_proposed_is_what_the_table_asks_for_at_its_address()
    {
        Assert.Equal(ApprovalKinds.Scopes.Keys.Order(StringComparer.Ordinal), ApprovalKinds.Proposing.Keys.Order(StringComparer.Ordinal));
        foreach (var (kind, method, pattern) in (IEnumerable<(string, string, string)>)
        [
            ("template", "PUT", "/v1/templates/{id}"), ("alert", "PUT", "/v1/alerts/{id}"), ("policy-pack", "PUT", "/v1/policies/{id}"), ("settings", "PUT", "/v1/settings"), ("keywords", "PUT", "/v1/keywords"), ("purposes", "PUT", "/v1/purposes"), ("fraud-rules", "PUT", "/v1/fraud/rules"), ("fraud-model", "PUT", "/v1/fraud/model"),
            ("api-key", "POST", "/v1/keys"), ("operator", "POST", "/v1/operators"), ("passkey", "DELETE", "/v1/operators/{name}/passkeys/{id}"), ("webhook", "POST", "/v1/webhooks"),
            ("installation-key", "POST", "/v1/installation-keys/rotate"), ("customer-erasure", "DELETE", "/v1/customers/{id}"),
        ])
            Assert.Equal(EveryAddress.RowOf(_node, method, pattern).Needs, ApprovalKinds.Proposing[kind]);
    }
}
