namespace Tidings.Storage.Sqlite.Writes;

/// <summary>
/// Merges sixteen full runs of a level into one of the next, a range of keys at a time, each in a transaction of its own that moves entries from the
/// old runs to the new: at no moment is one missing or there twice. What a crash interrupts goes on from the first range; ranges that were
/// moved are empty then.
/// </summary>
internal sealed class LookupMerge(Connection connection)
{
    public const int RunsAMerge = 16;
    const int EntriesAStep = 128;

    /// <summary>Keys are hashes, evenly spread over all 64-bit numbers.</summary>
    readonly record struct Progress(long Run, long Steps, long Next);

    Progress? merge;

    /// <summary>Does a fraction of a millisecond's work. False: there is nothing to merge.</summary>
    public bool Step()
    {
        merge ??= UnderWay() ?? Begin();
        if (merge is not { } now)
            return false;
        var width = (UInt128.One << 64) / (ulong)now.Steps;
        var last = now.Next == now.Steps - 1;
        var low = Key(width * (ulong)now.Next);
        var high = last ? long.MaxValue : Key((width * (ulong)(now.Next + 1)) - 1);
        connection.Execute("BEGIN IMMEDIATE");
        connection.Statement("lookup/copy_range").Bind(1, now.Run).Bind(2, low).Bind(3, high).Run();
        connection.Statement("lookup/count").Bind(1, now.Run).Bind(2, connection.RowsChanged).Run();
        connection.Statement("lookup/drop_range").Bind(1, now.Run).Bind(2, low).Bind(3, high).Run();
        if (last)
            connection.Statement("lookup/end_merge").Bind(1, now.Run).Run();
        connection.Execute("COMMIT");
        merge = last ? null : now with { Next = now.Next + 1 };
        return true;
    }

    /// <summary>The keys from the lowest on: an offset of 2^63 turns unsigned order into signed.</summary>
    static long Key(UInt128 offset) => (long)((ulong)offset ^ 0x8000_0000_0000_0000);

    Progress? UnderWay()
    {
        var found = connection.Statement("lookup/merge_under_way");
        if (!found.Step())
            return null;
        var progress = new Progress(found.Long(0), Steps(found.Long(1)), 0);
        found.Reset();
        return progress;
    }

    Progress? Begin()
    {
        var found = connection.Statement("lookup/level_to_merge").Bind(1, LookupRows.EntriesARun).Bind(2, RunsAMerge);
        if (!found.Step())
            return null;
        var level = found.Int(0);
        found.Reset();
        connection.Execute("BEGIN IMMEDIATE");
        var run = LookupRows.Begin(connection, level + 1);
        connection.Statement("lookup/mark_merge").Bind(1, run).Bind(2, level).Bind(3, LookupRows.EntriesARun).Bind(4, RunsAMerge).Run();
        connection.Execute("COMMIT");
        return UnderWay();
    }

    static long Steps(long entries) => Math.Max(1, entries / EntriesAStep);
}
