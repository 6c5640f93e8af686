using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Tidings.Storage.Sqlite;

/// <summary>
/// Copies the log into the file on a thread of its own, so that no commit waits for it. What is written meanwhile stays in the log. For the log to start from its beginning again, the committing thread
/// itself must copy the rest between two transactions and wait for the disk; so it does that seldom: when nothing waits and the log is six times as long as it is copied at, or when it is twelve times as long. The
/// log's file is never truncated while the store is open. Where copying falls far behind, commits wait for it: the log is bounded as every queue is.
/// </summary>
internal sealed class Checkpointer : IDisposable
{
    const int FewFrames = 256;
    const int MostRounds = 4;
    const int FarBehind = 8;
    const int LongWhenIdle = 6;
    const int Long = 12;

    readonly Database database;
    readonly StoreUpkeep upkeep;
    readonly long dueFrames;
    readonly AutoResetEvent wake = new(false);
    readonly ManualResetEventSlim copied = new();
    readonly Thread thread;
    Connection? connection;
    long frames;
    long inLog;
    volatile Stage stage;
    volatile bool ending;

    enum Stage
    {
        Resting,
        Copying,
        /// <summary>What is left is little.</summary>
        Copied,
    }

    public Checkpointer(Database database, StoreUpkeep upkeep)
    {
        this.database = database;
        this.upkeep = upkeep;
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
        inLog += pages;
        if (frames < dueFrames || stage == Stage.Copying)
            return;
        frames = 0;
        copied.Reset();
        stage = Stage.Copying;
        wake.Set();
    }

    /// <summary>On the committing thread, between transactions.</summary>
    /// <param name="idle">Nothing waits to be written.</param>
    public void Rest(Connection writer, bool idle)
    {
        if (frames > FarBehind * dueFrames)
            copied.Wait();
        if (stage != Stage.Copied || inLog < (idle ? LongWhenIdle : Long) * dueFrames)
            return;
        // A reader may hold it up: then it is tried again when as much has been written anew.
        if (TryCopy(writer) == 0)
            inLog = 0;
        stage = Stage.Resting;
    }

    void Loop()
    {
        while (true)
        {
            wake.WaitOne();
            if (ending)
                return;
            for (var round = 0; round < MostRounds && TryCopy(connection) > FewFrames; round++)
            {
            }
            stage = Stage.Copied;
            copied.Set();
            Nudge?.Invoke();
        }
    }

    /// <summary>Frames that are left; -1 where it failed. A failure (a full disk) leaves them in the log, where they are as durable; a later round tries again.</summary>
    int TryCopy(Connection? with)
    {
        try
        {
            with ??= connection = database.OpenCheckpointer();
            var (inLog, inFile) = with.Checkpoint(SQLITE_CHECKPOINT_PASSIVE);
            upkeep.Succeed(UpkeepWork.Checkpoint);
            return inLog - inFile;
        }
        catch (SqliteException failure)
        {
            upkeep.Fail(UpkeepWork.Checkpoint, failure.SqliteExtendedErrorCode);
            return -1;
        }
    }

    public void Dispose()
    {
        ending = true;
        wake.Set();
        thread.Join();
        connection?.Dispose();
        wake.Dispose();
        copied.Dispose();
    }
}
