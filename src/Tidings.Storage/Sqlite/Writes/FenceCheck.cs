using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Sqlite.Writes;

/// <summary>Whether epochs are still current: each partition and bind is read once a transaction.</summary>
internal sealed class FenceCheck(Connection connection)
{
    readonly Dictionary<int, long> partitions = [];
    readonly Dictionary<string, long> binds = new(StringComparer.Ordinal);

    /// <summary>Forgets what an earlier transaction read.</summary>
    public void Begin()
    {
        partitions.Clear();
        binds.Clear();
    }

    public CommitOutcome Check(CommitUnit unit)
    {
        for (var i = 0; i < unit.Fences.Count; i++)
            // Epochs start at 1: what was never taken, nobody holds.
            if (unit.Fences[i].Epoch < 1 || Current(unit.Fences[i]) != unit.Fences[i].Epoch)
                return CommitOutcome.Fenced;
        return CommitOutcome.Committed;
    }

    long Current(Fence fence)
    {
        long epoch;
        if (fence.Bind is { } bind)
        {
            if (!binds.TryGetValue(bind, out epoch))
                binds.Add(bind, epoch = Read(connection.Statement("ownership/bind_epoch").Bind(1, bind)));
        }
        else if (!partitions.TryGetValue(fence.Partition, out epoch))
            partitions.Add(fence.Partition, epoch = Read(connection.Statement("ownership/partition_epoch").Bind(1, fence.Partition)));
        return epoch;
    }

    static long Read(Statement statement)
    {
        if (!statement.Step())
            return 0;
        var epoch = statement.Long(0);
        statement.Reset();
        return epoch;
    }
}
