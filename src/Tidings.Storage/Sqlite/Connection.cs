using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tidings.Core.Ports.Rows;
using static SQLitePCL.raw;

namespace Tidings.Storage.Sqlite;

/// <summary>
/// A connection by SQLite's own handles, for one thread at a time: parameters are bound from spans, without an object each. Statements are prepared once.
/// </summary>
internal sealed class Connection : IDisposable
{
    readonly sqlite3 handle;
    readonly Dictionary<string, Statement> statements = new(StringComparer.Ordinal);

    static Connection() => Batteries_V2.Init();

    public Connection(string path) : this(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)
    {
    }

    Connection(string path, int flags)
    {
        var code = sqlite3_open_v2(path, out handle, flags | SQLITE_OPEN_NOMUTEX, null);
        if (code != SQLITE_OK)
        {
            handle.Dispose();
            throw new SqliteException($"SQLite could not open the file: {sqlite3_errstr(code).utf8_to_string()}", code);
        }
        sqlite3_extended_result_codes(handle, 1);
    }

    /// <summary>
    /// For looking alone, also beside the process that has the file: nothing is written, made or mended. Where a write-ahead log belongs to the file and is not there nobody has it, and SQLite must
    /// not make one for us.
    /// </summary>
    public static Connection Look(string path, bool isLogged = true, IStoreJudge? judge = null)
    {
        var address = "file:" + path.Replace("%", "%25", StringComparison.Ordinal).Replace("?", "%3f", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal);
        return new(!isLogged || File.Exists(path + "-wal") ? address : address + "?immutable=1", SQLITE_OPEN_READONLY | SQLITE_OPEN_URI) { Judge = judge };
    }

    /// <summary>Asked now and then while a statement runs; true ends it as interrupted.</summary>
    public void EndWhen(Func<bool> enough) => sqlite3_progress_handler(handle, InstructionsBetween, _ => enough() ? 1 : 0, null);

    /// <summary>Asked of each submission, claim and mark that is read; null: all count.</summary>
    public IStoreJudge? Judge { get; init; }

    public bool InTransaction => sqlite3_get_autocommit(handle) == 0;

    /// <summary>Rows that the last insert, update or delete changed.</summary>
    public int RowsChanged => sqlite3_changes(handle);

    /// <summary>The statement of this name in the .sql files, <c>group/name</c>, ready to bind.</summary>
    public Statement Statement(string name)
    {
        if (!statements.TryGetValue(name, out var statement))
            statements.Add(name, statement = Prepare(SqlText.Get(name)));
        return statement;
    }

    public Statement Prepare(string sql)
    {
        var code = sqlite3_prepare_v3(handle, sql, SQLITE_PREPARE_PERSISTENT, out var prepared);
        return code == SQLITE_OK ? new Statement(this, prepared) : throw Error(code);
    }

    /// <summary>Runs statements that have no parameters.</summary>
    public void Execute(string sql)
    {
        var code = sqlite3_exec(handle, sql);
        if (code != SQLITE_OK)
            throw Error(code);
    }

    public long Number(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Long(0) : 0;
    }

    /// <summary>Copies what no reader and no writer hold up from the log to the file. Frames in the log, and how many of them are copied.</summary>
    public (int Frames, int Copied) Checkpoint(int mode)
    {
        var code = sqlite3_wal_checkpoint_v2(handle, null, mode, out var frames, out var copied);
        return code == SQLITE_OK ? (frames, copied) : throw Error(code);
    }

    /// <summary>Whether a commit returns when it is on the disk, as every connection begins, or when the log has it.</summary>
    public void WaitForDisk(bool wait) => Execute(wait ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");

    /// <summary>Pages written since the last call.</summary>
    public int TakePagesWritten()
    {
        sqlite3_db_status(handle, SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 1);
        return pages;
    }

    public SqliteException Error(int code) =>
        new($"SQLite: {sqlite3_errmsg(handle).utf8_to_string()}", code & 0xff, code);

    public void Dispose()
    {
        foreach (var statement in statements.Values)
            statement.Dispose();
        handle.Dispose();
    }

    const uint SQLITE_PREPARE_PERSISTENT = 1;
    const int SQLITE_DBSTATUS_CACHE_WRITE = 9;
    const int InstructionsBetween = 10_000;
}
