using Tidings.Core.Ports;
using Tidings.Storage.Tests.Contract;

namespace Tidings.Storage.Tests.Crash;

/// <summary>What must hold of the store after the <see cref="CrashChild"/> was killed.</summary>
internal static class UnitCheck
{
    /// <summary>Each partition holds units 1 to n whole, n at least what was acknowledged; nothing else.</summary>
    public static async Task Whole(IStore store, long[] acknowledged)
    {
        // What is counted is what is there, where a store counts: a crash is no theft.
        if (await store.ReadTally(whole: true, CancellationToken.None) is { } read)
            Assert.Equal(read.Found, read.Kept!.Value with { Tag = 0 });
        var marks = await store.ReadSource(CrashChild.Source, CancellationToken.None);
        var journal = await store.ReadJournal(default, null, CancellationToken.None).ToList();
        for (var partition = 0; partition < CrashChild.Partitions; partition++)
        {
            var last = marks.FirstOrDefault(mark => mark.SourcePartition == partition).Offset;
            Assert.True(last >= acknowledged[partition], $"Partition {partition} has {last} units; {acknowledged[partition]} were acknowledged.");
            var expected = from number in Enumerable.Range(1, (int)last) from row in Enumerable.Range(0, CrashChild.RowsAUnit) select CrashChild.Id(partition, number, row);
            Assert.Equal(expected, journal.Where(row => row.Partition == partition).Select(row => row.Id));
            var looked = await store.ReadLookup(partition, new(long.MaxValue), int.MaxValue, CancellationToken.None);
            Assert.Equal(last, looked.Count);
            for (var number = 1; number <= last; number += 97)
                Assert.Equal(number < last ? 1 : 0, (await store.ReadMessage(CrashChild.Id(partition, number, 0), CancellationToken.None))!.Submissions.Count);
        }
    }
}
