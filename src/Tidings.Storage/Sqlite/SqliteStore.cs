using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Storage.Commits;
using Tidings.Storage.Sqlite.Reads;
using Tidings.Storage.Sqlite.Writes;

namespace Tidings.Storage.Sqlite;

/// <summary>The embedded store: one SQLite file in a directory that one process holds.</summary>
public sealed partial class SqliteStore : IStore
{
    readonly SqliteStoreOptions options;
    readonly TimeProvider time;
    readonly StoreUpkeep upkeep;
    IStoreJudge? judge;
    Opened? opened;

    /// <param name="Writes">Null: the store is only looked at.</param>
    sealed record Opened(Writing? Writes, ReadPool Reads);

    sealed record Writing(DirectoryLock Lock, Checkpointer Checkpointer, Committer<UnitWriter> Committer);

    SqliteStore(SqliteStoreOptions options, TimeProvider time, StoreUpkeep upkeep)
    {
        this.upkeep = upkeep;
        this.options = options;
        this.time = time;
    }

    /// <summary>A store that is not open yet. <paramref name="options"/> out of range are an <see cref="ArgumentException"/>.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="time">The clock.</param>
    /// <param name="upkeep">Is told how the work beside the flow goes; null where nobody listens.</param>
    public static SqliteStore Create(SqliteStoreOptions options, TimeProvider time, StoreUpkeep? upkeep = null)
    {
        options.Check();
        return new SqliteStore(options, time, upkeep ?? new());
    }

    /// <inheritdoc/>
    public void Judge(IStoreJudge judge)
    {
        if (opened is not null)
            throw new InvalidOperationException("The store is open already.");
        this.judge = judge;
    }

    /// <inheritdoc/>
    public async ValueTask BeginTally(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        await Committer().Run(static writer => writer.BeginTally()).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask BeginReach(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        await Committer().Run(static writer => writer.BeginReach()).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask BeginReachTally(CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        await Committer().Run(static writer => writer.BeginReachTally()).ConfigureAwait(false);
    }

    /// <summary>Never: whoever judges knows.</summary>
    public bool MayLackSubmissions => false;

    /// <inheritdoc/>
    public async ValueTask Open(int partitions, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(partitions);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(partitions, 1024);
        if (opened is not null)
            throw new InvalidOperationException("The store is open already.");
        opened = await Task.Run(() => OpenNow(partitions), cancel).ConfigureAwait(false);
    }

    Opened OpenNow(int partitions)
    {
        if (partitions == 0 && !File.Exists(options.DataFile))
            throw new StoreRefusedException($"There is no data in {options.Directory}. A node makes it at its first start.");
        DirectoryLock? directory = null;
        try
        {
            if (options.LookOnly)
                return Look();
            directory = DirectoryLock.Take(options);
            var database = new Database(options, judge);
            using (var connection = database.OpenWriter())
                Database.Prepare(connection, partitions);
            var checkpointer = new Checkpointer(database, upkeep);
            var queue = new CommitQueue(CommitBounds.Default with { QueuedUnits = options.QueuedUnits, Rows = options.RowsPerTransaction }, time);
            checkpointer.Nudge = queue.Nudge;
            return new Opened(new(directory, checkpointer, new Committer<UnitWriter>(new UnitWriter(database, checkpointer, upkeep), queue)), new ReadPool(database));
        }
        catch (Exception failure)
        {
            directory?.Dispose();
            if (SqliteFailure.Translate(failure) is var seen && !ReferenceEquals(seen, failure))
                throw seen;
            throw;
        }
    }

    Opened Look()
    {
        var database = new Database(options, judge);
        using (var connection = database.OpenReader())
            Database.Known(connection, SqlText.Migrations);
        return new Opened(null, new ReadPool(database));
    }

    Committer<UnitWriter> Committer() => (Use().Writes ?? throw new StoreRefusedException("The store was opened to be looked at, and nothing is written to it.")).Committer;

    Opened Use() => opened ?? throw new InvalidOperationException("The store is not open.");

    /// <inheritdoc/>
    public ValueTask<CommitOutcome> Commit(CommitUnit unit) => Committer().Commit(unit);

    /// <inheritdoc/>
    public ValueTask<PartitionHold> TakePartition(int partition, string owner, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Committer().Run(writer => writer.TakePartition(partition, owner));
    }

    /// <inheritdoc/>
    public ValueTask<BindHold> TakeBind(string bind, string owner, TimeSpan lease, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        return Committer().Run(writer => writer.TakeBind(bind, owner));
    }

    /// <summary>Runs on the committing thread, between two transactions: for tests, and for upkeep that must not meet a commit.</summary>
    internal ValueTask<T> OnWriter<T>(Func<UnitWriter, T> call) => Committer().Run(call);

    /// <summary>Writes what waits, closes, and lets the directory go.</summary>
    public async ValueTask DisposeAsync()
    {
        if (opened is not { } open)
            return;
        opened = null;
        // Those that write go last: the last connection that closes copies the log into the file and removes it.
        open.Reads.Dispose();
        if (open.Writes is not { } writes)
            return;
        await writes.Committer.DisposeAsync().ConfigureAwait(false);
        writes.Checkpointer.Dispose();
        writes.Lock.Dispose();
    }
}
