using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Sqlite.Writes;

/// <summary>Appends look-up entries to the run that is open, in the order of their keys.</summary>
internal sealed class LookupRows(Connection connection)
{
    /// <summary>Entries after which a run is full: about thirty pages.</summary>
    public const int EntriesARun = 4096;

    /// <summary>What comes after all that a run holds touches none of its pages but the last: so many such entries it takes, and there are fewer runs to search.</summary>
    public const int EntriesARunInOrder = 5 * EntriesARun;

    readonly SortedRows<LookupRow> rows = new();
    readonly Statement put = connection.Statement("lookup/put");

    /// <summary>A run was filled since this was last set: there may be runs to merge.</summary>
    public bool RunFilled { get; set; } = true;

    public void Add(CommitUnit unit)
    {
        for (var i = 0; i < unit.Lookups.Count; i++)
            rows.Add(unit.Lookups[i].Key, unit.Lookups[i]);
    }

    /// <summary>A walk or a merge that is under way finds nothing more of what it had, and ends by itself.</summary>
    public void Empty()
    {
        connection.Statement("lookup/empty").Run();
        connection.Statement("lookup/drop_runs").Run();
    }

    public void Write()
    {
        if (rows.Count == 0)
            return;
        rows.Sort();
        var run = OpenRun();
        for (var i = 0; i < rows.Count; i++)
            put.Bind(1, run).Bind(2, rows[i].Key).Bind(3, rows[i].Message.Value).Bind(4, rows[i].Segment).Run();
        connection.Statement("lookup/count").Bind(1, run).Bind(2, rows.Count).Run();
    }

    long OpenRun()
    {
        var current = connection.Statement("lookup/current_run");
        if (current.Step())
        {
            var (run, entries) = (current.Long(0), current.Long(1));
            current.Reset();
            if (entries < EntriesARun || (entries + rows.Count <= EntriesARunInOrder && rows[0].Key > connection.Statement("lookup/last_key").Bind(1, run).LongAlone()))
                return run;
            RunFilled = true;
        }
        return Begin(connection, level: 0);
    }

    public static long Begin(Connection connection, int level)
    {
        var begin = connection.Statement("lookup/begin_run").Bind(1, level);
        begin.Step();
        var run = begin.Long(0);
        begin.Run();
        return run;
    }

    public void Clear() => rows.Clear();
}
