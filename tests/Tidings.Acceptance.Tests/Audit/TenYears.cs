using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Security.Audit.Entries;
using Tidings.Server.Host;

namespace Tidings.Acceptance.Tests.Audit;

/// <summary>What a node left on the disk that started again ten years later, and pruned its log by itself.</summary>
public sealed class TenYears() : LeftBehind("tidings-years-")
{
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    internal string Data => At("data");

    /// <summary>Heads that somebody kept: of before what is kept now, and of after.</summary>
    internal string Old => At("old");
    internal string Kept => At("kept");

    internal string Key => Path.Combine(Data, "audit", "vkey");

    /// <summary>The log before it was pruned, as it was handed out then.</summary>
    internal string Whole => At("whole");

    private protected override async Task Live(string[] settings)
    {
        await Run(TimeProvider.System, static app => Act(app, 100));
        File.Copy(Path.Combine(Data, "audit", "checkpoint"), Old);
        await Run(TimeProvider.System, static app => Act(app, 600));
        File.Copy(Path.Combine(Data, "audit", "checkpoint"), Kept);
        Copy(Path.Combine(Data, "audit"), Whole);
        await Run(new Later(), async _ =>
        {
            while (File.Exists(Path.Combine(Data, "audit", "tile", "entries", "001")))
                await Task.Delay(Look, TimeProvider.System, TestContext.Current.CancellationToken);
        });
    }

    static async Task Act(WebApplication app, int acts)
    {
        var (store, record) = (app.Services.GetRequiredService<IStore>(), new DocumentActs(TimeProvider.System));
        await Task.WhenAll(Enumerable.Range(0, acts).Select(i => store.Commit(AuditWriter.UnitOf(record.Record(new("operator:ada", "thing.done", $"thing/{i}")))).AsTask()));
    }

    async Task Run(TimeProvider time, Func<WebApplication, Task> live)
    {
        await using var app = TidingsServer.Create([$"--Node:DataDirectory={Data}", $"--Retention:Every={Later.Every}", "--Partitions:Count=4"], builder =>
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton(time);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        await live(app);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The clock of ten years later, on which retention comes at once.</summary>
    sealed class Later : TimeProvider
    {
        public static readonly TimeSpan Every = TimeSpan.FromSeconds(61);

        public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddDays(3660);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime == Every ? Look : dueTime, period);
    }
}
