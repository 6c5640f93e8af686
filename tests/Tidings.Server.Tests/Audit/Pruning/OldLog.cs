using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Security.Audit.Check;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Log;
using Tidings.Server.Audit;
using Tidings.Server.Audit.Pruning;
using Tidings.Server.Tests.Intake;
using Tidings.Server.Track.Retention;

namespace Tidings.Server.Tests.Audit.Pruning;

/// <summary>A node with more acts than some bundles hold; retention is told of a day that is yet to come.</summary>
internal static class OldLog
{
    /// <summary>A day after those of the log as they are by default.</summary>
    public const double Over = 3654;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static async Task<RealNode> Start(int acts, params (string Name, string Value)[] settings)
    {
        var node = await RealNode.Start(null, [RealNode.OnePerson, .. settings]);
        await Act(node, acts);
        Assert.Equal(200, (await node.Send(HttpMethod.Post, "/v1/audit/checkpoint")).Status);
        return node;
    }

    /// <summary>So many acts of Ada's, each with an entry.</summary>
    public static async Task Act(RealNode node, int acts)
    {
        var record = new DocumentActs(TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, acts).Select(i => StoreOf(node).Commit(AuditWriter.UnitOf(record.Record(new("operator:ada", "thing.done", $"thing/{i}")))).AsTask()));
    }

    public static IStore StoreOf(RealNode node) => node.Services.GetRequiredService<IStore>();

    public static async Task<long> Prune(RealNode node, double days = Over) =>
        (await node.Services.GetRequiredService<RetentionPass>().Run(TimeProvider.System.GetUtcNow().AddDays(days), Cancel)).Kept;

    /// <summary>As the node prunes, over a store that may be cut off.</summary>
    public static LogPruning Pruning(RealNode node, IStore store) => new(
        store, node.Services.GetRequiredService<IActs>(), node.Services.GetRequiredService<AuditBuilder>(), TimeProvider.System, NullLogger<LogPruning>.Instance);

    public static LogMinimum? Minimum(RealNode node) => node.Services.GetRequiredService<AuditBuilder>().Minimum;

    /// <summary>Ends the node, and checks its log and its store as the command line does.</summary>
    public static async Task IsGood(RealNode node, long pruned)
    {
        await node.Stop();
        var verdict = await AuditedNode.Check(node.Folder);
        Assert.True(verdict is LogVerdict.Good, (verdict as LogVerdict.Wrong)?.What);
        Assert.Equal(pruned, ((LogVerdict.Good)verdict).Pruned?.Size ?? 0);
    }

    /// <summary>Row, bundles and tiles of before this index.</summary>
    public static (long Rows, int Files) Below(RealNode node, long index) =>
    (
        AuditedNode.Count(node.Folder, $"SELECT count(*) FROM audit WHERE first + entries <= {index}"),
        Directory.GetFiles(Path.Combine(node.Folder, "audit", "tile"), "*", SearchOption.AllDirectories)
            .Count(file => Security.Audit.Tree.TilePath.End(Path.GetRelativePath(Path.Combine(node.Folder, "audit"), file)) <= index)
    );
}
