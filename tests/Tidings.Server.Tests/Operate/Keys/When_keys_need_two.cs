using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Security.Keys;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Operate.Keys;

public sealed class When_keys_need_two
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static async Task<RealNode> Start()
    {
        var node = await RealNode.Start(null, ("Access:TwoPersons:0", "installation-key"), ("Access:TwoPersons:1", "customer-erasure"));
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/customers/C-ADA", body: """{"name":"Ada","phones":["+15005550006"],"language":"en"}""")).Status);
        return node;
    }

    static async Task<(int Status, string Text)> Second(RealNode node, HttpMethod method, string path, string? body = null)
    {
        var secret = (await node.Services.GetRequiredService<ApiKeys>().Create(new ApiKeyRequest("second") { Scopes = ScopeNames.All }, [], Cancel)).Secret;
        using var request = new HttpRequestMessage(method, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", secret) } };
        if (body is not null)
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var answer = await node.Client.SendAsync(request, Cancel);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    static async Task<string[]> Acts(RealNode node) =>
        [.. (await node.Services.GetRequiredService<IStore>().ReadDocuments(DocumentActs.Kind, false, Cancel)).Select(static row => DocumentActs.Of(row).Name)];

    [Theory]
    [InlineData("rotate", """{"what":"index"}""")]
    [InlineData("rotate", """{"what":"wrapping"}""")]
    [InlineData("rotate", """{"what":"customer","customer":"C-ADA"}""")]
    [InlineData("rewrap", "{}")]
    [InlineData("reencrypt", """{"destroyOld":true}""")]
    public async Task What_is_done_with_keys_waits_for_somebody_else(string what, string body)
    {
        await using var node = await Start();
        var asked = await node.Send(HttpMethod.Post, $"/v1/installation-keys/{what}", body: body);
        Assert.Equal(202, asked.Status);
        var id = asked.Json.GetProperty("proposal").GetString()!;
        Assert.DoesNotContain(await Acts(node), static act => act.EndsWith("-begun", StringComparison.Ordinal));
        Assert.Equal(403, (await node.Send(HttpMethod.Post, $"/v1/proposals/{id}/approve", body: "{}")).Status);
        Assert.DoesNotContain("C-ADA", (await node.Send(HttpMethod.Get, $"/v1/proposals/{id}")).Text, StringComparison.Ordinal);
        var approved = await Second(node, HttpMethod.Post, $"/v1/proposals/{id}/approve", "{}");
        Assert.True(approved.Status == 200, approved.Text);
        Assert.Contains(await Acts(node), static act => act.StartsWith("installation-key.", StringComparison.Ordinal) && act.EndsWith("-begun", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_order_that_was_proposed_twice_is_carried_out_once()
    {
        await using var node = await Start();
        var ids = new List<string>();
        for (var i = 0; i < 2; i++)
            ids.Add((await node.Send(HttpMethod.Post, "/v1/installation-keys/rotate", body: """{"what":"index"}""")).Json.GetProperty("proposal").GetString()!);
        Assert.Equal(200, (await Second(node, HttpMethod.Post, $"/v1/proposals/{ids[0]}/approve", "{}")).Status);
        for (var i = 0; i < 3; i++)
            Assert.Equal(409, (await Second(node, HttpMethod.Post, $"/v1/proposals/{ids[1]}/approve", "{}")).Status);
        Assert.Single(await Acts(node), static act => act == "installation-key.rotation-begun");
        Assert.Equal(200, (await Second(node, HttpMethod.Post, $"/v1/proposals/{ids[1]}/reject", """{"reason":"done already"}""")).Status);
    }

    [Fact]
    public async Task One_proposal_that_many_approve_at_once_is_carried_out_once()
    {
        await using var node = await Start();
        var id = (await node.Send(HttpMethod.Post, "/v1/installation-keys/rotate", body: """{"what":"index"}""")).Json.GetProperty("proposal").GetString()!;
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Second(node, HttpMethod.Post, $"/v1/proposals/{id}/approve", "{}")));
        Assert.Single(answers, static answer => answer.Status == 200);
        Assert.Equal(7, answers.Count(static answer => answer.Status == 409));
        Assert.Single(await Acts(node), static act => act == "installation-key.rotation-begun");
    }

    [Fact]
    public async Task A_customer_is_erased_when_somebody_else_asks_for_the_same()
    {
        await using var node = await Start();
        var asked = await node.Send(HttpMethod.Delete, "/v1/customers/C-ADA");
        Assert.Equal(202, asked.Status);
        var id = asked.Json.GetProperty("proposal").GetString()!;
        // Asked again by the same, it waits as the same.
        Assert.Equal(id, (await node.Send(HttpMethod.Delete, "/v1/customers/C-ADA")).Json.GetProperty("proposal").GetString());
        Assert.Equal(422, (await Second(node, HttpMethod.Post, $"/v1/proposals/{id}/approve", "{}")).Status);
        Assert.Equal(200, (await node.Send(HttpMethod.Get, "/v1/customers/C-ADA")).Status);
        Assert.DoesNotContain("C-ADA", (await node.Send(HttpMethod.Get, $"/v1/proposals/{id}")).Text, StringComparison.Ordinal);
        Assert.Equal(204, (await Second(node, HttpMethod.Delete, "/v1/customers/C-ADA")).Status);
        Assert.Equal(404, (await node.Send(HttpMethod.Get, "/v1/customers/C-ADA")).Status);
        Assert.Equal("approved", (await node.Send(HttpMethod.Get, $"/v1/proposals/{id}")).Json.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Data_keys_are_rotated_everything_is_sealed_anew_and_the_old_keys_go()
    {
        await using var node = await RealNode.Start(null, RealNode.OnePerson);
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/customers/C-ADA", body: """{"name":"Ada","phones":["+15005550006"],"language":"en"}""")).Status);
        foreach (var (what, body) in (IEnumerable<(string, string)>)[("rotate", """{"what":"data"}"""), ("reencrypt", """{"destroyOld":true}""")])
        {
            Assert.Equal(202, (await node.Send(HttpMethod.Post, $"/v1/installation-keys/{what}", body: body)).Status);
            while ((await node.Send(HttpMethod.Get, "/v1/installation-keys")).Json.GetProperty("pass").GetProperty("state").GetString() == "running")
                await Task.Yield();
        }
        var pass = (await node.Send(HttpMethod.Get, "/v1/installation-keys")).Json.GetProperty("pass");
        Assert.Equal(("reencrypt", "done", 0), (pass.GetProperty("what").GetString(), pass.GetProperty("state").GetString(), pass.GetProperty("refused").GetInt64()));
        Assert.NotEqual(0, pass.GetProperty("retired").GetInt64());
        Assert.Equal(200, (await node.Send(HttpMethod.Get, "/v1/customers/C-ADA")).Status);
        Assert.NotNull(await node.Services.GetRequiredService<KeyRing>().TokenOfCustomer("C-ADA", Cancel));
    }
}
