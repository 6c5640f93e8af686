namespace Tidings.Storage.Sqlite.Writes;

/// <summary>
/// Merges sixteen full runs of a level into one of the next, a range of keys at a time, each in a transaction of its own. The entries of some ranges are copied first; then they are dropped from each old run, a few pages of it at
/// once: dropped with each range, the same sixteen pages would be written again and again. (Of runs that were written in the order of their keys, as after a reindex, all that was copied may be one run's.) At no moment is an
/// entry missing, and a search finds those that are there twice once. What a crash interrupts goes on from the first range: of what was moved there is nothing, and what was copied is not copied again.
/// </summary>
internal sealed class LookupMerge(Connection connection)
{
    public const int RunsAMerge = 16;
    const int EntriesAStep = 256;
    const int CopiedBeforeDropped = 32;

    /// <param name="Run">Into which the others are merged.</param>
    /// <param name="Sources">The others.</param>
    /// <param name="Ranges">Keys are hashes, evenly spread over all 64-bit numbers.</param>
    /// <param name="Copied">Ranges that were copied.</param>
    /// <param name="Dropped">Of these, dropped from every source.</param>
    /// <param name="DroppedFrom">Sources from which those between are dropped as well.</param>
    sealed record Progress(long Run, long[] Sources, long Ranges, long Copied, long Dropped, int DroppedFrom);

    Progress? merge;

    /// <summary>Does a fraction of a millisecond's work. False: there is nothing to merge.</summary>
    public bool Step()
    {
        merge ??= UnderWay() ?? Begin();
        if (merge is not { } now)
            return false;
        connection.Execute("BEGIN IMMEDIATE");
        var next = now.Copied == now.Ranges || now.Copied - now.Dropped == CopiedBeforeDropped ? Drop(now) : Copy(now);
        var ended = next.Dropped == next.Ranges;
        if (ended)
            connection.Statement("lookup/end_merge").Bind(1, next.Run).Run();
        connection.Execute("COMMIT");
        merge = ended ? null : next;
        return true;
    }

    Progress Copy(Progress now)
    {
        connection.Statement("lookup/copy_range").Bind(1, now.Run).Bind(2, Low(now, now.Copied)).Bind(3, High(now, now.Copied)).Run();
        connection.Statement("lookup/count").Bind(1, now.Run).Bind(2, connection.RowsChanged).Run();
        return now with { Copied = now.Copied + 1 };
    }

    Progress Drop(Progress now)
    {
        connection.Statement("lookup/drop_range").Bind(1, now.Sources[now.DroppedFrom]).Bind(2, Low(now, now.Dropped)).Bind(3, High(now, now.Copied - 1)).Run();
        var everywhere = now.DroppedFrom + 1 == now.Sources.Length;
        return everywhere ? now with { Dropped = now.Copied, DroppedFrom = 0 } : now with { DroppedFrom = now.DroppedFrom + 1 };
    }

    static long Low(Progress now, long range) => Key(Width(now) * (ulong)range);

    static long High(Progress now, long range) => range == now.Ranges - 1 ? long.MaxValue : Key((Width(now) * (ulong)(range + 1)) - 1);

    static UInt128 Width(Progress now) => (UInt128.One << 64) / (ulong)now.Ranges;

    /// <summary>The keys from the lowest on: an offset of 2^63 turns unsigned order into signed.</summary>
    static long Key(UInt128 offset) => (long)((ulong)offset ^ 0x8000_0000_0000_0000);

    Progress? UnderWay()
    {
        var (run, entries, sources) = (0L, 0L, new List<long>());
        var found = connection.Statement("lookup/merge_under_way");
        while (found.Step())
        {
            run = found.Long(0);
            sources.Add(found.Long(1));
            entries += found.Long(2);
        }
        return sources.Count == 0 ? null : new(run, [.. sources], Math.Max(1, entries / EntriesAStep), Copied: 0, Dropped: 0, DroppedFrom: 0);
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
}
