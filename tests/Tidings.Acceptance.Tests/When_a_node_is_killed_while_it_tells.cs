using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Tidings.Acceptance.Tests.AtRest;

namespace Tidings.Acceptance.Tests;

/// <summary>kill -9 under load, with a receiver that refuses each webhook once: every delivered text is told all the same, and what is told twice has the same id and body.</summary>
public sealed class When_a_node_is_killed_while_it_tells : IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-told-");
    readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _got = new();
    readonly ConcurrentDictionary<string, string> _taken = new();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_lost()
    {
        await using var receiver = await Receive();
        await using var carrier = TidingsProcess.Start("smsc", "--port", "0", "--phone-port", "-1", "--receipt-delay-ms", "1");
        var port = (await carrier.ReadUntil(static line => line.StartsWith("SMPP ", StringComparison.Ordinal))).Split(':')[^1];
        await using var node = new MarkedNode(
            _folder, "--environment=Development", "--Carrier:Host=127.0.0.1", $"--Carrier:Port={port}", "--Carrier:SystemId=bank", "--Carrier:Password=secret",
            "--Intake:AssignedNumbersOnly=false", "--Webhooks:AllowedNetworks:0=127.0.0.0/8", "--Webhooks:FirstRetry=00:00:00.05", "--Webhooks:LongestRetry=00:00:00.5");
        var bank = new MarkedBank();
        await node.Start();
        await bank.Register(node);
        await Subscribe(node, receiver.Urls.First() + "/hook");
        var load = bank.Load(node);
        while (_taken.Count < 5)
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Cancel);
        await node.Kill();
        await load;

        await node.Start();
        await bank.Pay(node, 3);
        string[] untold;
        while ((untold = [.. (await Delivered(node)).Except(_taken.Values)]).Length > 0 || _taken.Count < 8)
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancel);
        Assert.Empty(untold);
        Assert.All(_got.Values, static bodies => Assert.Single(bodies.Distinct()));
    }

    async Task<WebApplication> Receive()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapFallback(async http =>
        {
            using var reader = new StreamReader(http.Request.Body);
            var (id, body) = (http.Request.Headers["webhook-id"].ToString(), await reader.ReadToEndAsync(Cancel));
            var bodies = _got.GetOrAdd(id, static _ => new());
            bodies.Enqueue(body);
            http.Response.StatusCode = bodies.Count == 1 ? 503 : 204;
            if (bodies.Count > 1)
                _taken[id] = JsonDocument.Parse(body).RootElement.GetProperty("data").GetProperty("message").GetString()!;
        });
        await app.StartAsync(Cancel);
        return app;
    }

    static async Task Subscribe(MarkedNode node, string url)
    {
        using var http = Client(node);
        using var content = new StringContent($$"""{"url":"{{url}}","events":["message.delivered"]}""", Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync("/v1/webhooks", content, Cancel);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>The texts that the node itself says are delivered.</summary>
    static async Task<List<string>> Delivered(MarkedNode node)
    {
        using var http = Client(node);
        var (found, cursor) = (new List<string>(), (string?)null);
        do
        {
            using var content = new StringContent(JsonSerializer.Serialize(new { state = "delivered", cursor }), Encoding.UTF8, "application/json");
            using var answer = await http.PostAsync("/v1/messages/search", content, Cancel);
            var page = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancel)).RootElement;
            Assert.True(answer.IsSuccessStatusCode, page.ToString());
            found.AddRange(page.GetProperty("messages").EnumerateArray().Select(static one => one.GetProperty("id").GetString()!));
            cursor = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (cursor is not null);
        return found;
    }

    static HttpClient Client(MarkedNode node) =>
        new() { BaseAddress = node.Api, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", node.Key) } };

    public void Dispose() => _folder.Delete(recursive: true);
}
