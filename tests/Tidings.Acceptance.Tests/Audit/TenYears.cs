using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Security.Audit.Entries;
using Tidings.Server.Host;
using Tidings.Server.Track.Retention;

namespace Tidings.Acceptance.Tests.Audit;

/// <summary>What a node left on the disk whose retention was told of a day ten years later.</summary>
public sealed class TenYears() : LeftBehind("tidings-years-")
{
    internal string Data => At("data");

    /// <summary>Heads that somebody kept: of before what is kept now, and of after.</summary>
    internal string Old => At("old");
    internal string Kept => At("kept");

    internal string Key => Path.Combine(Data, "audit", "vkey");

    /// <summary>The log before it was pruned, as it was handed out then.</summary>
    internal string Whole => At("whole");

    private protected override async Task Live(string[] settings)
    {
        await Run(static app => Act(app, 100));
        File.Copy(Path.Combine(Data, "audit", "checkpoint"), Old);
        await Run(static app => Act(app, 600));
        File.Copy(Path.Combine(Data, "audit", "checkpoint"), Kept);
        Copy(Path.Combine(Data, "audit"), Whole);
        await Run(static app => app.Services.GetRequiredService<RetentionPass>().Run(TimeProvider.System.GetUtcNow().AddDays(3660), TestContext.Current.CancellationToken));
    }

    static async Task Act(WebApplication app, int acts)
    {
        var (store, record) = (app.Services.GetRequiredService<IStore>(), new DocumentActs(TimeProvider.System));
        await Task.WhenAll(Enumerable.Range(0, acts).Select(i => store.Commit(AuditWriter.UnitOf(record.Record(new("operator:ada", "thing.done", $"thing/{i}")))).AsTask()));
    }

    async Task Run(Func<WebApplication, Task> live)
    {
        await using var app = TidingsServer.Create([$"--Node:DataDirectory={Data}", "--Partitions:Count=4"], static builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        // A node is not stopped while it still takes its partitions.
        using (var http = new HttpClient { BaseAddress = new(app.Urls.First()) })
            while (!(await http.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken)).IsSuccessStatusCode)
                await Task.Yield();
        await live(app);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }
}
