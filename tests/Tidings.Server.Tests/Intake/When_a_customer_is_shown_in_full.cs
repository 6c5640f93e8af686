using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Security.Keys;

namespace Tidings.Server.Tests.Intake;

public sealed class When_a_customer_is_shown_in_full
{
    const string Ada = """{"name":"Ada Lovelace","phones":["+15005550006"],"language":"en"}""";
    const string Why = """{"reason":"the customer asks what is known"}""";

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static async Task<RealNode> Start()
    {
        var node = await RealNode.Start(null, RealNode.OnePerson);
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/customers/C-ADA", body: Ada)).Status);
        return node;
    }

    static async Task<Act[]> Reveals(RealNode node) =>
        [.. (await node.Services.GetRequiredService<IStore>().ReadDocuments(DocumentActs.Kind, false, Cancel)).Select(DocumentActs.Of).Where(static act => act.Name == "customer.revealed")];

    [Fact]
    public async Task Without_a_reason_name_and_number_are_masked_to_everybody_and_nothing_is_recorded()
    {
        await using var node = await Start();
        // The first key may do everything, registering customers among it.
        var shown = await node.Send(HttpMethod.Get, "/v1/customers/C-ADA");
        Assert.Equal(200, shown.Status);
        Assert.DoesNotMatch("Lovelace|5005550006", shown.Text);
        foreach (var wrong in (string[])["{}", """{"reason":"short"}""", """{"reason":"two\nlines of it"}"""])
        {
            var asked = await node.Send(HttpMethod.Post, "/v1/customers/C-ADA/reveal", body: wrong);
            Assert.Equal((422, "reason"), (asked.Status, asked.Errors[0].Field));
            Assert.DoesNotMatch("Lovelace|5005550006", asked.Text);
        }
        Assert.Empty(await Reveals(node));
    }

    [Fact]
    public async Task With_one_it_is_recorded_who_saw_whom_and_why_before_it_is_answered()
    {
        await using var node = await Start();
        var shown = await node.Send(HttpMethod.Post, "/v1/customers/C-ADA/reveal", body: Why);
        Assert.Equal((200, "Ada Lovelace", "+15005550006"), (shown.Status, shown.Json.GetProperty("name").GetString(), shown.Json.GetProperty("phones")[0].GetString()));
        Assert.Equal("no-store", shown.Headers.CacheControl?.ToString());
        var caller = (await node.Send(HttpMethod.Get, "/v1/me")).Json.GetProperty("identity").GetString()!;
        var token = await node.Services.GetRequiredService<KeyRing>().TokenOfCustomer("C-ADA", Cancel);
        Assert.Equal(new Act(caller, "customer.revealed", $"customer-token/{token}", "the customer asks what is known"), Assert.Single(await Reveals(node)));
    }

    [Fact]
    public async Task Of_nobody_nothing_is_shown_or_recorded()
    {
        await using var node = await Start();
        Assert.Equal(404, (await node.Send(HttpMethod.Post, "/v1/customers/C-BOB/reveal", body: Why)).Status);
        Assert.Empty(await Reveals(node));
    }

    [Fact]
    public async Task A_system_that_registers_customers_alone_does_not_see_them()
    {
        await using var node = await Start();
        var key = await node.Send(HttpMethod.Post, "/v1/keys", body: """{"name":"crm","kind":"live","scopes":["customers:read","customers:write"]}""");
        node.Client.DefaultRequestHeaders.Authorization = new("Bearer", key.Json.GetProperty("secret").GetString());
        Assert.DoesNotMatch("Lovelace|5005550006", (await node.Send(HttpMethod.Get, "/v1/customers/C-ADA")).Text);
        Assert.Equal(403, (await node.Send(HttpMethod.Post, "/v1/customers/C-ADA/reveal", body: Why)).Status);
    }
}
