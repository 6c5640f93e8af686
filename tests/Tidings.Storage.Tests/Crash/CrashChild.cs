using System.Globalization;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Storage.Sqlite;
using Tidings.Storage.Tests.Contract;
using Tidings.Storage.Tests.Sealed;

namespace Tidings.Storage.Tests.Crash;

/// <summary>
/// The process that is killed: each partition commits unit after unit, and says on standard output which ones the store acknowledged:
/// <c>ack partition unit</c>. Where the store cannot write it says <c>unavailable</c> and goes on with the same unit after a line of input.
/// </summary>
internal static class CrashChild
{
    public const string Verb = "crash-child";
    public const int Partitions = 4;
    public const int RowsAUnit = 3;
    public const string Source = "crash";

    public static async Task<int> Run(string backend, string target)
    {
        await using var store = Open(backend, target);
        await store.Open(StoreRig.Partitions, CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, Partitions).Select(partition => Task.Run(() => Write(store, partition))));
        return 0;
    }

    static IStore Open(string backend, string target) => backend switch
    {
        "sqlite" => Sqlite(target),
        "sealed" => SealedRig.Over(Sqlite(target), target, TimeProvider.System),
        _ => throw new ArgumentOutOfRangeException(nameof(backend), backend, "No such backend."),
    };

    static SqliteStore Sqlite(string target) => SqliteStore.Create(new SqliteStoreOptions { Directory = target, CheckpointBytes = 1 << 20 }, TimeProvider.System);

    static async Task Write(IStore store, int partition)
    {
        Fence? fence = null;
        var marks = await store.ReadSource(Source, CancellationToken.None);
        var number = marks.FirstOrDefault(mark => mark.SourcePartition == partition).Offset + 1;
        while (true)
        {
            try
            {
                // After a unit that failed the partition must be taken again.
                fence ??= Fence.OfPartition(partition, (await store.TakePartition(partition, "child", CancellationToken.None)).Epoch);
                if (await store.Commit(Unit(fence.Value, partition, number)) != CommitOutcome.Committed)
                    return;
                Say(string.Create(CultureInfo.InvariantCulture, $"ack {partition} {number++}"));
            }
            catch (StoreUnavailableException)
            {
                fence = null;
                Say("unavailable");
                if (Console.In.ReadLine() is null)
                    return;
            }
        }
    }

    static void Say(string line)
    {
        lock (Source)
        {
            Console.Out.WriteLine(line);
            Console.Out.Flush();
        }
    }

    public static MessageId Id(int partition, long number, int row) => Sample.Id((int)(number * RowsAUnit) + row, partition);

    static CommitUnit Unit(Fence fence, int partition, long number) => new()
    {
        Fences = [fence],
        Journal = [.. Enumerable.Range(0, RowsAUnit).Select(row => Sample.Row(Id(partition, number, row), partition: partition))],
        Sources = [new SourceRow(Source, partition, number, partition)],
        Marks = [new PartitionMark(partition, Id(partition, number, 0))],
        Submissions = number == 1 ? [] : [Sample.Accepted(Id(partition, number - 1, 0))],
        Lookups = [new LookupRow(partition, Id(partition, number, 0), 0)],
        Audit = StoreContract.Said([.. Enumerable.Range(0, RowsAUnit).Select(row => Id(partition, number, row).Value.ToString(CultureInfo.InvariantCulture))]),
    };
}
