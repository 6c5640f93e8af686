using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tidings.Acceptance.Tests.AtRest;

namespace Tidings.Acceptance.Tests;

/// <summary>kill -9 while requests are under way: what was claimed is in doubt after it, as a bind's is. Alerts go again, once; what was not claimed goes once.</summary>
public sealed class When_a_node_is_killed_while_an_http_carrier_owes_answers : IDisposable
{
    const int Window = 3;
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tidings-http-");
    readonly ConcurrentDictionary<string, int> _arrived = new();
    volatile bool _answers;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_under_way_goes_again_once_and_nothing_is_lost()
    {
        await using var carrier = await Carrier();
        await using var node = new MarkedNode(
            _folder, "--environment=Development", "--Carrier:Kind=Http", $"--Carrier:Http:Url={carrier.Urls.First()}/send", "--Carrier:Binds=1", $"--Carrier:Window={Window}", "--Carrier:MaxSegments=3",
            "--Intake:AssignedNumbersOnly=false", "--Carrier:ResponseTimeout=00:01:00");
        var bank = new MarkedBank();
        await node.Start();
        await bank.Register(node);
        await bank.Pay(node, 6);
        while (_arrived.IsEmpty)
            await Task.Delay(Look, TimeProvider.System, Cancel);
        await node.Kill();
        string[] underWay = [.. _arrived.Keys];
        Assert.InRange(underWay.Length, 1, Window);

        _answers = true;
        await node.Start();
        await bank.Pay(node, 1);
        while (_arrived.Count < 7 || underWay.Any(id => _arrived[id] < 2))
            await Task.Delay(Look, TimeProvider.System, Cancel);
        Assert.All(_arrived, one => Assert.Equal(underWay.Contains(one.Key) ? 2 : 1, one.Value));
    }

    async Task<WebApplication> Carrier()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapFallback(async http =>
        {
            using var body = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: Cancel);
            var id = body.RootElement.GetProperty("id").GetString()!;
            _arrived.AddOrUpdate(id, 1, static (_, times) => times + 1);
            if (!_answers)
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);
            await http.Response.WriteAsync($$"""{"id":"carriers-{{id}}"}""", Cancel);
        });
        await app.StartAsync(Cancel);
        return app;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
