namespace Tidings.Acceptance.Tests.AtRest;

/// <summary>One customer of whom everything personal is a marker.</summary>
internal sealed class MarkedCustomer(string id, string phone, string name, string merchant)
{
    int _event;

    public string Id => id;
    string Account => $"ACQX-{id}";

    /// <summary>His number, his name, and what stands in his events and texts.</summary>
    public IReadOnlyList<Marker> Markers { get; } = [new("phone number", phone), new("name", name), new("text", merchant)];

    public async Task Register(IDoors node)
    {
        using var http = MarkedBank.Client(node);
        await MarkedBank.Sent(http, HttpMethod.Put, $"/v1/customers/{id}", "application/json", $$"""{"name":"{{name}}","phones":["+{{phone}}"],"language":"en","timeZone":"Europe/London"}""");
        await MarkedBank.Sent(http, HttpMethod.Put, $"/v1/accounts/{Account}", "application/json", $$"""{"holders":["{{id}}"],"currency":"GBP"}""");
    }

    /// <summary>So many payments, each accepted and told.</summary>
    public async Task Pay(IDoors node, int times)
    {
        using var http = MarkedBank.Client(node);
        for (var i = 0; i < times; i++)
            await MarkedBank.Sent(http, HttpMethod.Post, "/v1/events", MarkedBank.Structured,
                $$$$"""{"specversion":"1.0","id":"{{{{id}}}}-{{{{++_event}}}}","source":"/bank","type":"account.transaction.posted","data":{"account":"{{{{Account}}}}","kind":"card-payment","amount":{"amount":"{{{{_event}}}}.30","currency":"GBP"},"merchant":{"name":"{{{{merchant}}}}"}}}""");
    }

    public async Task Erase(IDoors node)
    {
        using var http = MarkedBank.Client(node);
        using var answer = await http.DeleteAsync(new Uri($"/v1/customers/{id}", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(204, (int)answer.StatusCode);
    }

    /// <summary>What of him is in a file, and how often each.</summary>
    public string[] In(byte[] file) => [.. Markers.SelectMany(marker => marker.In(file))];
}
