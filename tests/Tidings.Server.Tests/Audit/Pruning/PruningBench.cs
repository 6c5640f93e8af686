using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Tidings.Security.Audit.Entries;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Audit.Pruning;

/// <summary>What an entry takes on the disk, and how long a million of them take to go. Not run unless it is asked for: <c>-explicit only -class "*PruningBench" -showLiveOutput</c>.</summary>
public sealed class PruningBench
{
    const int Units = 5000, Each = 200;

    [Fact(Explicit = true)]
    public async Task A_million_entries()
    {
        await using var node = await RealNode.Start(null, RealNode.OnePerson);
        var (store, before) = (OldLog.StoreOf(node), Bytes(node));
        for (var unit = 0; unit < Units; unit++)
        {
            var bytes = new ArrayBufferWriter<byte>();
            for (var i = 0; i < Each; i++)
                AuditEntry.Write(bytes, AuditKind.Receipt, 0, TimeProvider.System.GetUtcNow(), (unit * Each) + i, new byte[32]);
            await store.Commit(new() { Audit = new(Each, bytes.WrittenMemory) });
        }
        await node.Send(HttpMethod.Post, "/v1/audit/checkpoint");
        var full = Bytes(node);
        var began = TimeProvider.System.GetTimestamp();
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var kept = await OldLog.Prune(node);
        var spent = Process.GetCurrentProcess().TotalProcessorTime - processor;
        TestContext.Current.TestOutputHelper!.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(full.Table - before.Table) / (double)(Units * Each):0.0} bytes an entry in the table, {(full.Files - before.Files) / (double)(Units * Each):0.0} in files ({(full.Blocks - before.Blocks) / (double)(Units * Each):0.0} in blocks of 4 KiB); {kept} pruned in {TimeProvider.System.GetElapsedTime(began).TotalSeconds:0.0} s, {spent.TotalSeconds:0.0} s of processor"));
        Assert.Equal((0, 0), OldLog.Below(node, kept));
    }

    static (long Table, long Files, long Blocks) Bytes(RealNode node)
    {
        var files = Directory.GetFiles(Path.Combine(node.Folder, "audit"), "*", SearchOption.AllDirectories).Select(static file => new FileInfo(file).Length).ToArray();
        return (AuditedNode.Count(node.Folder, "SELECT page_count * 4096 FROM pragma_page_count"), files.Sum(), files.Sum(static length => (length + 4095) / 4096 * 4096));
    }
}
