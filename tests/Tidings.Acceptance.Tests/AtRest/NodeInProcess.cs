using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Tidings.Server.Host;

namespace Tidings.Acceptance.Tests.AtRest;

/// <summary>A whole node in this process, where its meters can be listened to.</summary>
internal sealed class NodeInProcess : IDoors, IAsyncDisposable
{
    readonly WebApplication _app;

    NodeInProcess(WebApplication app, string data) => (_app, Data) = (app, data);

    public Uri Api => new(_app.Urls.First());
    public string Key => File.ReadAllText(Path.Combine(Data, "first-api-key")).Trim();
    public string Data { get; }

    public static async Task<NodeInProcess> Start(string folder)
    {
        var data = Path.Combine(folder, "data");
        var app = TidingsServer.Create([$"--Node:DataDirectory={data}", "--Intake:AssignedNumbersOnly=false"], static builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        var node = new NodeInProcess(app, data);
        using var http = new HttpClient { BaseAddress = node.Api };
        while (!(await http.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken)).IsSuccessStatusCode)
            await Task.Yield();
        return node;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
