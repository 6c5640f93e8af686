using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Storage.Commits;
using Tidings.Storage.Sqlite.Reads;

namespace Tidings.Storage.Sqlite.Writes;

/// <summary>The one connection that writes, and what it knows to write.</summary>
internal sealed class UnitWriter(Database database, Checkpointer checkpointer, StoreUpkeep upkeep) : IUnitWriter
{
    Work? work;

    /// <summary>A connection with its statements. Thrown away whole where it can be trusted no more.</summary>
    sealed record Work(Connection Connection, TallyRow Tally, FenceCheck Fences, FlowRows Flow, LookupRows Lookups, LookupMerge Merge, LookupPurge Purge, SmallRows Small, AuditRows Audit, FeedRows Feed, Statement Begin, Statement Commit)
    {
        // As connections are opened.
        bool waits = true;

        /// <summary>Outside a transaction.</summary>
        public void WaitForDisk(bool wait)
        {
            if (wait != waits)
                Connection.WaitForDisk(wait);
            waits = wait;
        }
    }

    /// <summary>Transactions that were committed.</summary>
    public long Transactions { get; private set; }

    public void Write(IReadOnlyList<PendingUnit> units)
    {
        var open = work ??= Open();
        open.WaitForDisk(!AreLookups(units));
        open.Begin.Run();
        // 1: every fence is checked before anything is written, in the same transaction.
        open.Fences.Begin();
        var written = 0;
        for (var i = 0; i < units.Count; i++)
        {
            units[i].Outcome = open.Fences.Check(units[i].Unit);
            if (units[i].Outcome == CommitOutcome.Committed)
                written++;
        }
        if (written > 0)
            Write(open, units);
        // 2: durable when this returns, but for look-ups alone; a crash before it leaves nothing, a crash after it leaves all.
        open.Commit.Run();
        open.WaitForDisk(true);
        open.Tally.Committed();
        Transactions++;
        checkpointer.Written(open.Connection.TakePagesWritten());
    }

    /// <summary>
    /// Look-ups lie behind the flow, and a mark among them says up to where: a loss of power takes the last of them with their mark, and they are read back from what is durable. So nobody waits for the disk on their account: the next
    /// transaction of the flow takes them there.
    /// </summary>
    static bool AreLookups(IReadOnlyList<PendingUnit> units)
    {
        for (var i = 0; i < units.Count; i++)
            if (!units[i].IsLookups)
                return false;
        return true;
    }

    static void Write(Work open, IReadOnlyList<PendingUnit> units)
    {
        open.Tally.Begin();
        var anew = false;
        for (var i = 0; i < units.Count; i++)
            if (units[i].Outcome == CommitOutcome.Committed)
            {
                anew |= units[i].Unit.LookupsAnew;
                if (units[i].Unit.TallyAnew is { } found)
                    open.Tally.BeginAnew(found);
                open.Flow.Add(units[i].Unit);
                open.Lookups.Add(units[i].Unit);
                open.Audit.Add(units[i].Unit.Audit);
                open.Feed.Add(units[i].Unit.Feed);
            }
        open.Flow.Write();
        open.Flow.Clear();
        if (anew)
            open.Lookups.Empty();
        open.Lookups.Write();
        open.Lookups.Clear();
        open.Audit.Write();
        open.Audit.Clear();
        open.Feed.Write();
        open.Feed.Clear();
        for (var i = 0; i < units.Count; i++)
            if (units[i].Outcome == CommitOutcome.Committed)
            {
                open.Small.Write(units[i].Unit);
                open.Purge.Wanted |= units[i].Unit.JournalLow is not null;
            }
        open.Tally.Write();
    }

    /// <inheritdoc cref="Tidings.Core.Ports.IStore.BeginTally"/>
    public bool BeginTally() => Begin(static open => open.Tally.Start());

    /// <inheritdoc cref="Tidings.Core.Ports.IStore.BeginReach"/>
    public bool BeginReach() => Begin(static open => ReachRows.Start(open.Connection));

    /// <inheritdoc cref="Tidings.Core.Ports.IStore.BeginReachTally"/>
    public bool BeginReachTally() => Begin(static open => open.Tally.TakeReach());

    bool Begin(Action<Work> start)
    {
        try
        {
            start(work ??= Open());
            return true;
        }
        catch (SqliteException failure)
        {
            Recover(failure);
            throw;
        }
    }

    public PartitionHold TakePartition(int partition, string owner)
    {
        var statement = (work ??= Open()).Connection.Statement("ownership/take_partition").Bind(1, partition).Bind(2, owner);
        if (!statement.Step())
            throw new ArgumentOutOfRangeException(nameof(partition), partition, "The installation has no such partition.");
        var (epoch, mark) = (statement.Long(0), new PartitionMark(partition, new(statement.Long(1))) { Tag = statement.Long(2) });
        statement.Run();
        return new(partition, epoch, ReachReads.UpTo(work.Connection, mark));
    }

    /// <summary>One process at a time has the file, so that a previous owner in another one is gone: there is nothing to wait for.</summary>
    public BindHold TakeBind(string bind, string owner)
    {
        var statement = (work ??= Open()).Connection.Statement("ownership/take_bind").Bind(1, bind).Bind(2, owner);
        statement.Step();
        var hold = new BindHold(bind, statement.Long(0), TimeSpan.Zero);
        statement.Run();
        return hold;
    }

    public long Number(string sql) => (work ??= Open()).Connection.Number(sql);

    public bool LimitFile(long bytes)
    {
        Database.LimitFile((work ??= Open()).Connection, bytes);
        return true;
    }

    Work Open()
    {
        var connection = database.OpenWriter();
        try
        {
            var tally = new TallyRow(connection);
            return new Work(connection, tally, new FenceCheck(connection), new FlowRows(connection, tally), new LookupRows(connection), new LookupMerge(connection),
                new LookupPurge(connection, database.Options.LookupPurgeEvery), new SmallRows(connection, tally), new AuditRows(connection), new FeedRows(connection),
                connection.Prepare("BEGIN IMMEDIATE"), connection.Prepare("COMMIT"));
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public bool IsUnavailable(Exception failure) => SqliteFailure.IsUnavailable(failure);
    public Exception Translate(Exception failure) => SqliteFailure.Translate(failure);

    public void Recover(Exception failure)
    {
        if (work is not { } open)
            return;
        try
        {
            open.Flow.Clear();
            open.Lookups.Clear();
            open.Audit.Clear();
            open.Feed.Clear();
            open.Tally.Clear();
            if (open.Connection.InTransaction)
                open.Connection.Execute("ROLLBACK");
            open.WaitForDisk(true);
            if (!IsUnavailable(failure) || failure is SqliteException { SqliteErrorCode: raw.SQLITE_FULL })
                return;
        }
        catch (SqliteException)
        {
            // A connection that cannot even roll back is dropped; SQLite rolls back what it leaves.
        }
        work = null;
        Close(open);
    }

    public bool Rest(bool idle)
    {
        if (work is not { } open)
            return false;
        checkpointer.Rest(open.Connection);
        if (idle && open.Lookups.RunFilled)
            open.Lookups.RunFilled = Step(open, UpkeepWork.LookupMerge, open.Merge.Step);
        else if (idle && open.Purge.Wanted)
            open.Purge.Wanted = Step(open, UpkeepWork.LookupPurge, open.Purge.Step);
        return open.Lookups.RunFilled || open.Purge.Wanted;
    }

    /// <summary>
    /// A failure leaves the runs as they are: they are read as well, and the next full run or purge asks again. So does a loss of power, and no step waits for the disk: the flow would wait with it. The next
    /// transaction of the flow takes what was stepped to the disk with it.
    /// </summary>
    bool Step(Work open, UpkeepWork what, Func<bool> step)
    {
        try
        {
            open.WaitForDisk(false);
            var more = step();
            open.WaitForDisk(true);
            checkpointer.Written(open.Connection.TakePagesWritten());
            upkeep.Succeed(what);
            return more;
        }
        catch (SqliteException failure)
        {
            upkeep.Fail(what, failure.SqliteExtendedErrorCode);
            // Opened anew: nothing of the flow may be written by a connection that waits for no disk.
            work = null;
            Close(open);
            return false;
        }
    }

    static void Close(Work open)
    {
        open.Begin.Dispose();
        open.Commit.Dispose();
        open.Connection.Dispose();
    }

    public void Dispose()
    {
        if (work is { } open)
            Close(open);
        work = null;
    }
}
