using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tidings.Server.Tests.Deliver.Http;

/// <summary>A carrier's server on loopback: it keeps what it is asked, and answers as it is told.</summary>
internal sealed class HttpPeer : IAsyncDisposable
{
    readonly ConcurrentQueue<PeerRequest> _requests = new();
    WebApplication _app = null!;

    /// <summary>Makes the answer; the number counts requests from 1.</summary>
    public Func<PeerRequest, int, Task<PeerAnswer>> Answers { get; set; } = static (_, number) => Task.FromResult(new PeerAnswer(200, $$"""{"id":"id-{{number}}"}"""));

    public PeerRequest[] Requests => [.. _requests];
    public Uri Url => new(_app.Urls.First());

    public static async Task<HttpPeer> Start(string url = "http://127.0.0.1:0")
    {
        var peer = new HttpPeer();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url);
        builder.Logging.ClearProviders();
        peer._app = builder.Build();
        peer._app.Run(peer.Answer);
        await peer._app.StartAsync(TestContext.Current.CancellationToken);
        return peer;
    }

    async Task Answer(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var request = new PeerRequest(http.Request.Method, http.Request.Path + http.Request.QueryString, http.Request.Headers.ToDictionary(static one => one.Key, static one => one.Value.ToString(), StringComparer.OrdinalIgnoreCase), await reader.ReadToEndAsync());
        _requests.Enqueue(request);
        var answer = await Answers(request, _requests.Count);
        if (answer.Status == 0)
        {
            http.Abort();
            return;
        }
        http.Response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers ?? [])
            http.Response.Headers[name] = value;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(answer.Body);
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }
}

internal sealed record PeerRequest(string Method, string Path, Dictionary<string, string> Headers, string Body);

/// <param name="Status">0: the connection ends without one.</param>
internal sealed record PeerAnswer(int Status, string Body = "", Dictionary<string, string>? Headers = null);
