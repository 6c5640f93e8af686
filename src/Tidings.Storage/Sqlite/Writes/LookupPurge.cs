using Tidings.Core.Messages;
using Tidings.Core.Track;
using Tidings.Storage.Sqlite.Reads;

namespace Tidings.Storage.Sqlite.Writes;

/// <summary>
/// Deletes look-ups of journal rows that are gone: a walk through all runs, a thousand entries in a transaction of its own, in idle moments and after merges. A crash begins it again;
/// what was deleted stays so. Runs that a merge makes meanwhile come later in the walk.
/// </summary>
internal sealed class LookupPurge(Connection connection, TimeSpan every)
{
    const int EntriesAStep = 1000;

    readonly record struct Place(long Key, long Message, long Segment)
    {
        public static readonly Place First = new(long.MinValue, long.MinValue, long.MinValue);
    }

    (long Low, long Run, Place From)? walk;

    /// <summary>The journal's beginning has moved, or a walk is under way.</summary>
    public bool Wanted { get; set; } = true;

    /// <summary>Does a few milliseconds' work. False: there is nothing to do.</summary>
    public bool Step()
    {
        walk ??= Begin();
        if (walk is not { } now)
            return false;
        if (now.Run == 0)
        {
            connection.Statement("installation/write").Bind(1, PurgeReads.LookupLow).Bind(2, now.Low).Run();
            walk = null;
            // The journal's beginning may have moved on meanwhile.
            return true;
        }
        var end = EndOf(now.Run, now.From);
        connection.Execute("BEGIN IMMEDIATE");
        if (end is { } to)
        {
            Bind(Bind(connection.Statement("lookup/purge_step").Bind(1, now.Run), 2, now.From), 5, to).Bind(8, now.Low).Run();
            walk = now with { From = to };
        }
        else
        {
            Bind(connection.Statement("lookup/purge_rest").Bind(1, now.Run), 2, now.From).Bind(5, now.Low).Run();
            connection.Statement("lookup/drop_empty_run").Bind(1, now.Run).Bind(2, LookupRows.EntriesARun).Run();
            walk = (now.Low, RunAfter(now.Run), Place.First);
        }
        connection.Execute("COMMIT");
        return true;
    }

    (long, long, Place)? Begin()
    {
        var low = PurgeReads.Low(connection, PurgeReads.JournalLow);
        var done = PurgeReads.Low(connection, PurgeReads.LookupLow);
        if (low <= done || new MessageId(low).At - new MessageId(done).At < every)
            return null;
        // The newest entry under the mark's key says how far the table is complete: it must not go with the older ones.
        var mark = connection.Statement("lookup/find").Bind(1, LookupKey.Mark).Bind(2, long.MaxValue).Bind(3, 1);
        var newest = mark.Step() ? mark.Long(0) : 0;
        mark.Reset();
        return newest < low ? null : (low, RunAfter(0), Place.First);
    }

    long RunAfter(long run)
    {
        var next = connection.Statement("lookup/run_after").Bind(1, run);
        var found = next.Step() ? next.Long(0) : 0;
        next.Reset();
        return found;
    }

    Place? EndOf(long run, Place from)
    {
        var end = Bind(connection.Statement("lookup/step_end").Bind(1, run), 2, from).Bind(5, EntriesAStep);
        Place? found = end.Step() ? new(end.Long(0), end.Long(1), end.Long(2)) : null;
        end.Reset();
        return found;
    }

    static Statement Bind(Statement statement, int at, Place place) => statement.Bind(at, place.Key).Bind(at + 1, place.Message).Bind(at + 2, place.Segment);
}
