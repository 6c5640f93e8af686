using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;

namespace Tidings.Acceptance.Tests.AtRest;

/// <summary>Forty customers who pay in batches; which texts were acknowledged is kept.</summary>
internal sealed class BusyBank
{
    const int Customers = 40;

    readonly ConcurrentBag<string> _acknowledged = [];
    int _event;

    public IReadOnlyCollection<string> Acknowledged => _acknowledged;

    public async Task Register(IDoors node)
    {
        using var http = MarkedBank.Client(node);
        for (var i = 0; i < Customers; i++)
        {
            await MarkedBank.Sent(http, HttpMethod.Put, $"/v1/customers/C-{i}", "application/json", $$"""{"name":"Customer {{i}}","phones":["+4477009010{{i:00}}"],"language":"en"}""");
            await MarkedBank.Sent(http, HttpMethod.Put, $"/v1/accounts/A-{i}", "application/json", $$"""{"holders":["C-{{i}}"],"currency":"GBP"}""");
        }
    }

    public async Task Pay(IDoors node, int batches)
    {
        using var http = MarkedBank.Client(node);
        for (var i = 0; i < batches; i++)
            await PayOnce(http);
    }

    public async Task PayUntilGone(IDoors node)
    {
        using var http = MarkedBank.Client(node);
        try
        {
            while (true)
                await PayOnce(http);
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            // It was killed, as it should be; what it had not answered was not acknowledged.
        }
    }

    async Task PayOnce(HttpClient http)
    {
        var batch = new JsonArray();
        for (var i = 0; i < 100; i++)
        {
            var number = Interlocked.Increment(ref _event);
            batch.Add(new JsonObject
            {
                ["specversion"] = "1.0", ["id"] = $"e-{number}", ["source"] = "/bank", ["type"] = "account.transaction.posted",
                ["data"] = new JsonObject { ["account"] = $"A-{number % Customers}", ["kind"] = "card-payment", ["amount"] = new JsonObject { ["amount"] = $"{number}.10", ["currency"] = "GBP" } },
            });
        }
        using var content = new StringContent(batch.ToJsonString(), Encoding.UTF8);
        content.Headers.ContentType = new("application/cloudevents-batch+json");
        using var answer = await http.PostAsync(new Uri("/v1/events", UriKind.Relative), content, TestContext.Current.CancellationToken);
        var told = await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
        foreach (var result in told?["results"]?.AsArray() ?? [])
            foreach (var message in result!["messages"]?.AsArray() ?? [])
                _acknowledged.Add((string)message!);
    }

    /// <summary>All texts that the node finds when it is asked for all.</summary>
    public async Task<IReadOnlyCollection<string>> Found(IDoors node)
    {
        using var http = MarkedBank.Client(node);
        var found = new HashSet<string>();
        var query = new JsonObject { ["limit"] = 200 };
        while (true)
        {
            using var answer = await http.PostAsJsonAsync(new Uri("/v1/messages/search", UriKind.Relative), query, TestContext.Current.CancellationToken);
            var page = (await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
            found.UnionWith(page["messages"]!.AsArray().Select(static message => (string)message!["id"]!));
            if (page["next"] is not { } next)
                return found;
            query["cursor"] = (string)next!;
        }
    }
}
