using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Tidings.Storage.Sqlite;

/// <summary>
/// Copies the log into the file on a thread of its own, so that no commit waits for it. What is written meanwhile stays in the log. For the log to start from its beginning again, the committing thread
/// itself must copy the rest between two transactions and wait for the disk, and everybody waits with it: so it does that seldom, when the log is six times as long as it is copied at, and only where the rest is little,
/// right behind a copying; at twelve times whatever the rest. What was copied before is on the disk by then: SQLite itself would leave all of it to that one wait. The log's file is never truncated while the store is open. Where copying
/// falls far behind, commits wait for it: the log is bounded as every queue is.
/// </summary>
internal sealed class Checkpointer : IDisposable
{
    const int FewFrames = 256;
    const int MostRounds = 4;
    const int FarBehind = 8;
    const int Long = 6;
    const int TooLong = 12;
    const int SQLITE_IOERR_FSYNC = SQLITE_IOERR | (4 << 8);

    readonly Database database;
    readonly StoreUpkeep upkeep;
    readonly DataFile file;
    readonly long dueFrames;
    readonly AutoResetEvent wake = new(false);
    readonly ManualResetEventSlim copied = new();
    readonly Thread thread;
    Connection? connection;
    long frames;
    long inLog;
    long written;
    long copiedUpTo;
    long logged;
    volatile Stage stage;
    volatile bool ending;

    enum Stage
    {
        Resting,
        Copying,
        /// <summary>What was in the log is in the file.</summary>
        Copied,
    }

    public Checkpointer(Database database, StoreUpkeep upkeep)
    {
        this.database = database;
        this.upkeep = upkeep;
        file = database.OpenDataFile();
        dueFrames = database.Options.CheckpointBytes / Database.PageBytes;
        thread = new Thread(Loop) { IsBackground = true, Name = "tidings checkpoint" };
        thread.Start();
    }

    /// <summary>Wakes the committing thread when the file has caught up except for a little, and the log is to start anew.</summary>
    public Action? Nudge { get; set; }

    /// <summary>On the committing thread, after a transaction.</summary>
    public void Written(int pages)
    {
        frames += pages;
        Volatile.Write(ref inLog, inLog + pages);
        Volatile.Write(ref written, written + pages);
        if (frames < dueFrames || stage != Stage.Resting)
            return;
        frames = 0;
        copied.Reset();
        stage = Stage.Copying;
        wake.Set();
    }

    /// <summary>On the committing thread, between transactions.</summary>
    public void Rest(Connection writer)
    {
        if (frames > FarBehind * dueFrames)
            copied.Wait();
        if (stage != Stage.Copied)
            return;
        // Where a copying met nobody all was copied, and the log has started over by itself.
        inLog = Math.Min(inLog, Volatile.Read(ref logged) + written - Volatile.Read(ref copiedUpTo));
        // Where the rest is no longer little, and where a reader holds it up, it is tried again behind the next copying.
        if (inLog >= TooLong * dueFrames || (inLog >= Long * dueFrames && written - Volatile.Read(ref copiedUpTo) <= 2 * FewFrames))
        {
            if (TryCopy(writer) == 0)
                Volatile.Write(ref inLog, 0);
        }
        stage = Stage.Resting;
    }

    void Loop()
    {
        while (true)
        {
            wake.WaitOne();
            if (ending)
                return;
            for (var round = 0; round < MostRounds && !CopiedAllButFew(); round++)
            {
            }
            stage = Stage.Copied;
            copied.Set();
            Nudge?.Invoke();
        }
    }

    /// <summary>A round of copying, and whether only a little was written while it went on. One that failed is the last.</summary>
    bool CopiedAllButFew()
    {
        var from = Volatile.Read(ref written);
        if (TryCopy(connection) < 0 || !TryWriteOut())
            return true;
        Volatile.Write(ref copiedUpTo, from);
        return Volatile.Read(ref written) - from <= FewFrames;
    }

    /// <summary>Frames that are left; -1 where it failed. A failure (a full disk) leaves them in the log, where they are as durable; a later round tries again.</summary>
    int TryCopy(Connection? with)
    {
        try
        {
            with ??= connection = database.OpenCheckpointer();
            var (framesInLog, inFile) = with.Checkpoint(SQLITE_CHECKPOINT_PASSIVE);
            Volatile.Write(ref logged, framesInLog);
            upkeep.Succeed(UpkeepWork.Checkpoint);
            return framesInLog - inFile;
        }
        catch (SqliteException failure)
        {
            upkeep.Fail(UpkeepWork.Checkpoint, failure.SqliteExtendedErrorCode);
            return -1;
        }
    }

    /// <summary>Takes what was copied to the disk, a little behind each copying, and waits for it where the log is about to start over.</summary>
    bool TryWriteOut()
    {
        try
        {
            file.BeginWriting();
            // One copying ahead: what is written meanwhile may make it long enough.
            if (Volatile.Read(ref inLog) >= (Long - 1) * dueFrames)
                file.Sync();
            return true;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            upkeep.Fail(UpkeepWork.Checkpoint, SQLITE_IOERR_FSYNC);
            return false;
        }
    }

    public void Dispose()
    {
        ending = true;
        wake.Set();
        thread.Join();
        connection?.Dispose();
        file.Dispose();
        wake.Dispose();
        copied.Dispose();
    }
}
