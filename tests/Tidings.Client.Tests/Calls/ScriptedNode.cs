using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tidings.Client.Tests.Calls;

/// <summary>A server that answers what a real node cannot be brought to answer at will, in turn; the last answer stays.</summary>
internal sealed class ScriptedNode : IAsyncDisposable
{
    readonly WebApplication _app;
    readonly ConcurrentQueue<(int Status, string Type, string Body)> _answers;
    readonly ConcurrentQueue<Asked> _asked = new();

    ScriptedNode(WebApplication app, (int, string, string)[] answers) => (_app, _answers) = (app, new(answers));

    public const string Json = "application/json", Problem = "application/problem+json";

    public Uri Address => new(_app.Urls.First());

    /// <summary>What came, in its order.</summary>
    public Asked[] Asks => [.. _asked];

    public static async Task<ScriptedNode> Start(params (int Status, string Type, string Body)[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var node = new ScriptedNode(app, answers);
        app.Run(node.Answer);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return node;
    }

    async Task Answer(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        _asked.Enqueue(new(http.Request.Path, await reader.ReadToEndAsync(), http.Request.Headers.Authorization.ToString(), http.Request.Headers["Idempotency-Key"].ToString()));
        _ = _answers.TryPeek(out var answer);
        if (_answers.Count > 1)
            _answers.TryDequeue(out _);
        http.Response.StatusCode = answer.Status;
        http.Response.ContentType = answer.Type;
        if (answer.Status is >= 300 and < 400)
            http.Response.Headers.Location = answer.Body;
        else
            await http.Response.WriteAsync(answer.Body);
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}

internal sealed record Asked(string Path, string Body, string Authorization, string IdempotencyKey);
