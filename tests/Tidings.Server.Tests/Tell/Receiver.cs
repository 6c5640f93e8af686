using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using System.Text.Json;

namespace Tidings.Server.Tests.Tell;

/// <summary>Somebody who is told: a server of its own on loopback, that answers as a test wants.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly ConcurrentQueue<Got> _got = new();
    readonly SemaphoreSlim _arrived = new(0);

    Receiver(WebApplication app) => _app = app;

    public string Url { get; private set; } = "";

    /// <summary>What came, whatever was answered, in its order.</summary>
    public Got[] All => [.. _got];

    /// <summary>What was taken.</summary>
    public Got[] Taken => [.. _got.Where(static got => got.Answer is >= 200 and < 300)];

    /// <summary>The status of the answer; default 204.</summary>
    public Func<Got, HttpContext, Task<int>> Answers { get; set; } = static (_, _) => Task.FromResult(204);

    public static async Task<Receiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.MapFallback(receiver.Take);
        await app.StartAsync(TestContext.Current.CancellationToken);
        receiver.Url = app.Urls.First() + "/hook?token=in-the-address";
        return receiver;
    }

    async Task Take(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var headers = http.Request.Headers.ToDictionary(static header => header.Key.ToLowerInvariant(), static header => header.Value.ToString());
        var got = new Got(headers, body.ToArray());
        got.Answer = await Answers(got, http);
        _got.Enqueue(got);
        http.Response.StatusCode = got.Answer;
        _arrived.Release();
    }

    /// <summary>Waits until what has come satisfies.</summary>
    public async Task<Got[]> Until(Func<Got[], bool> satisfied)
    {
        while (!satisfied(Taken))
            Assert.True(await _arrived.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken), $"Not told in time: {string.Join(", ", Taken.Select(static got => got.Type))}");
        return Taken;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}

/// <summary>A webhook as it came.</summary>
internal sealed record Got(IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public int Answer { get; set; }
    public string Id => Headers["webhook-id"];
    public string Text => System.Text.Encoding.UTF8.GetString(Body);
    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
    public string Type => Json.GetProperty("type").GetString()!;
    public JsonElement Data => Json.GetProperty("data");
    public string Customer => Data.GetProperty("customer").GetString()!;
    public string? Message => Data.TryGetProperty("message", out var id) ? id.GetString() : null;
}
