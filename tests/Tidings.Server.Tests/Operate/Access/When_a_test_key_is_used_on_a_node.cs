using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Events;
using Tidings.Security.Access;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Operate.Access;

public sealed class When_a_test_key_is_used_on_a_node
{
    const string Ada = """{"name":"Ada","phones":["+447700900101"],"language":"en","timeZone":"Europe/London"}""";

    const string Payment = """
        {"specversion":"1.0","id":"1","source":"/s","type":"account.transaction.posted",
         "data":{"account":"A-1","kind":"card-payment","amount":{"amount":"12.30","currency":"GBP"},"merchant":{"name":"Corner Bakery"}}}
        """;

    [Theory]
    [InlineData("false", 0, "test-key"), InlineData("true", 1, null)]
    public async Task Its_texts_leave_for_a_simulator_only_and_the_journal_says_whose_they_were(string simulator, int messages, string? reason)
    {
        await using var node = await RealNode.Start(null, ("environment", "Development"), ("Carrier:Simulator", simulator), ("Intake:AssignedNumbersOnly", "false"));
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/customers/ada", body: Ada)).Status);
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/accounts/A-1", body: """{"holders":["ada"],"currency":"GBP"}""")).Status);
        var test = await node.Services.GetRequiredService<ApiKeys>().Create(new ApiKeyRequest("t") { Kind = Reach.Test }, [], TestContext.Current.CancellationToken);
        var live = node.Client.DefaultRequestHeaders.Authorization;
        node.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", test.Secret);
        var answer = await node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Payment);
        Assert.Equal(messages, answer.Results.Single().GetProperty("messages").GetArrayLength());

        node.Client.DefaultRequestHeaders.Authorization = live;
        var found = (await node.Send(HttpMethod.Post, "/v1/events/search", body: """{"eventId":"1"}""")).Json.GetProperty("events")[0];
        Assert.Equal("test", found.GetProperty("kind").GetString());
        if (reason is not null)
            Assert.Contains(found.GetProperty("suppressions").EnumerateArray(), s => s.GetProperty("reason").GetProperty("code").GetString() == reason);
    }
}
