using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace Tidings.Storage.Sqlite;

/// <summary>
/// Copies the log into the file on a thread of its own, so that no commit waits for it. What is written meanwhile stays in the log; when that is little,
/// the committing thread copies it between two transactions, after which the next one starts the log from its beginning. The log's file is never
/// truncated while the store is open. Where copying falls far behind, commits wait for it: the log is bounded as every queue is.
/// </summary>
internal sealed class Checkpointer : IDisposable
{
    const int FewFrames = 256;
    const int MostRounds = 4;
    const int FarBehind = 8;

    readonly Database database;
    readonly StoreUpkeep upkeep;
    readonly long dueFrames;
    readonly AutoResetEvent wake = new(false);
    readonly ManualResetEventSlim copied = new();
    readonly Thread thread;
    Connection? connection;
    long frames;
    volatile Stage stage;
    volatile bool ending;

    enum Stage
    {
        Resting,
        Copying,
        /// <summary>The rest is the committing thread's.</summary>
        Finishing,
    }

    public Checkpointer(Database database, StoreUpkeep upkeep)
    {
        this.database = database;
        this.upkeep = upkeep;
        dueFrames = database.Options.CheckpointBytes / Database.PageBytes;
        thread = new Thread(Loop) { IsBackground = true, Name = "tidings checkpoint" };
        thread.Start();
    }

    /// <summary>Wakes the committing thread when the file has caught up except for a little.</summary>
    public Action? Nudge { get; set; }

    /// <summary>On the committing thread, after a transaction.</summary>
    public void Written(int pages)
    {
        frames += pages;
        if (frames < dueFrames || stage != Stage.Resting)
            return;
        frames = 0;
        copied.Reset();
        stage = Stage.Copying;
        wake.Set();
    }

    /// <summary>On the committing thread, between transactions.</summary>
    public void Finish(Connection writer)
    {
        if (frames > FarBehind * dueFrames)
            copied.Wait();
        if (stage != Stage.Finishing)
            return;
        TryCopy(writer);
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
            stage = Stage.Finishing;
            copied.Set();
            Nudge?.Invoke();
        }
    }

    /// <summary>Frames that are left. A failure (a full disk) leaves them in the log, where they are as durable; a later round tries again.</summary>
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
            return 0;
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
