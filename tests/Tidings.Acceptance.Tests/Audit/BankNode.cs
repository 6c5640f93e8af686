using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Tidings.Server.Host;

namespace Tidings.Acceptance.Tests.Audit;

/// <summary>A node over a folder of data, run as a process and asked over HTTP.</summary>
internal sealed class BankNode : IAsyncDisposable
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    readonly HttpClient _http;

    BankNode(TidingsProcess process, string api) => (Process, _http) = (process, new() { BaseAddress = new(api) });

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public TidingsProcess Process { get; }

    /// <summary>Where its log is, and a key for it.</summary>
    public (string Log, string Key) Audit => ($"{_http.BaseAddress}audit", _http.DefaultRequestHeaders.Authorization!.Parameter!);

    public static async Task<BankNode> Start(string data, params string[] settings)
    {
        var api = $"http://127.0.0.1:{LoopbackPorts.Free()}";
        var node = new BankNode(
            TidingsProcess.Start(["serve", "--data", data, "--urls", api, "--Partitions:Count=4", "--Intake:AssignedNumbersOnly=false", .. CarrierByOne.Settings, .. settings]), api);
        await node.Until(async () =>
        {
            try
            {
                return (await node._http.GetAsync("/health/ready", Cancel)).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        node._http.DefaultRequestHeaders.Authorization = new("Bearer", (await File.ReadAllTextAsync(Path.Combine(data, "first-api-key"), Cancel)).Trim());
        return node;
    }

    public async Task Until(Func<Task<bool>> done)
    {
        while (!await done())
        {
            Assert.False(Process.Ended, Process.Errors);
            await Task.Delay(Look, TimeProvider.System, Cancel);
        }
    }

    public async Task Register()
    {
        await Ask(HttpMethod.Put, "/v1/customers/C-1", """{"name":"Ada Jensen","phones":["+447700900101"],"language":"en","timeZone":"Europe/London"}""");
        await Ask(HttpMethod.Put, "/v1/accounts/A-1", """{"holders":["C-1"],"currency":"GBP"}""");
    }

    /// <summary>A payment whose text the phone has, and whose receipt is on the disk.</summary>
    public async Task<string> Pay(string id)
    {
        var accepted = await Ask(HttpMethod.Post, "/v1/events", $$$$"""
            {"specversion":"1.0","id":"{{{{id}}}}","source":"/bank","type":"account.transaction.posted","data":{"account":"A-1","kind":"card-payment","amount":{"amount":"12.30","currency":"GBP"},"merchant":{"name":"Corner Bakery"}}}
            """, "application/cloudevents+json");
        using var answer = JsonDocument.Parse(accepted);
        var message = answer.RootElement.GetProperty("results")[0].GetProperty("messages")[0].GetString()!;
        await Until(async () => (await Ask(HttpMethod.Get, $"/v1/messages/{message}")).Contains("\"delivered\"", StringComparison.OrdinalIgnoreCase));
        return message;
    }

    public Task<string> Sign() => Ask(HttpMethod.Post, "/v1/audit/checkpoint");

    public Task<string> Checkpoint() => Ask(HttpMethod.Get, "/audit/checkpoint");

    async Task<string> Ask(HttpMethod method, string path, string? body = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new ByteArrayContent(Encoding.UTF8.GetBytes(body)) };
        if (request.Content is { } content)
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var answer = await _http.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {answer.StatusCode} {text}");
        return text;
    }

    /// <summary>Ends as an operator ends it.</summary>
    public async Task Stop() => Assert.Equal(0, await Process.Terminate());

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Process.DisposeAsync();
    }
}
