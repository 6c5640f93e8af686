using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tidings.Server.Tests.Deliver;

/// <summary>Where Kannel tells what has become of its texts (its <c>dlr-url</c>).</summary>
internal sealed class KannelReports : IAsyncDisposable
{
    readonly ConcurrentDictionary<string, ConcurrentQueue<int>> _types = new(StringComparer.Ordinal);
    readonly WebApplication _app;

    KannelReports(WebApplication app) => _app = app;

    public static async Task<KannelReports> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var reports = new KannelReports(builder.Build());
        reports._app.MapGet("/", (string id, int type) => reports._types.GetOrAdd(id, static _ => new()).Enqueue(type));
        await reports._app.StartAsync();
        return reports;
    }

    /// <summary>The address of the reports on a text; Kannel puts the type in.</summary>
    public string Url(string id) => $"{_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()}/?id={id}&type=%d";

    /// <summary>Kannel's types as they came: 1 delivered, 2 not delivered, 8 taken by the carrier, 16 refused by it.</summary>
    public int[] Of(string id) => _types.TryGetValue(id, out var types) ? [.. types] : [];

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
