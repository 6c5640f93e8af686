using System.Globalization;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Sqlite;

/// <summary>How connections to the one file are opened, and how it comes to its tables.</summary>
/// <param name="judge">Asked of submissions, claims and marks; null: all count.</param>
internal sealed class Database(SqliteStoreOptions options, IStoreJudge? judge = null)
{
    public const int PageBytes = 4096;

    public SqliteStoreOptions Options => options;

    /// <summary>The connection that writes: its log is copied to the file by the <see cref="Checkpointer"/>, not by commits.</summary>
    public Connection OpenWriter()
    {
        var connection = Open(options.CacheBytes);
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"""
            PRAGMA page_size = {PageBytes};
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA wal_autocheckpoint = 0;
            PRAGMA temp_store = MEMORY;
            """));
        LimitFile(connection, options.MaxFileBytes);
        return connection;
    }

    public Connection OpenReader()
    {
        var connection = options.LookOnly ? Tuned(Connection.Look(options.DataFile, judge: judge), options.CacheBytes / 4) : Open(options.CacheBytes / 4);
        connection.Execute("PRAGMA query_only = 1");
        return connection;
    }

    public Connection OpenCheckpointer()
    {
        var connection = Open(1 << 20);
        connection.Execute("PRAGMA synchronous = FULL");
        return connection;
    }

    public DataFile OpenDataFile() => options.OpenDataFile(options.DataFile);

    public static void LimitFile(Connection connection, long bytes)
    {
        // Zero would be "tell", not "no limit": the highest that SQLite knows stands for it.
        var pages = bytes == 0 ? 4_294_967_294 : Math.Max(1, bytes / PageBytes);
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA max_page_count = {pages}"));
    }

    Connection Open(long cacheBytes) => Tuned(new Connection(options.DataFile) { Judge = judge }, cacheBytes);

    static Connection Tuned(Connection connection, long cacheBytes)
    {
        connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA busy_timeout = 5000; PRAGMA cache_size = -{cacheBytes / 1024}"));
        return connection;
    }

    /// <summary>Runs the migrations that the file lacks, each in a transaction, and checks that it is this installation's.</summary>
    public static void Prepare(Connection connection, int partitions)
    {
        Migrate(connection, SqlText.Migrations);
        TakePartitions(connection, partitions);
    }

    /// <summary>Brings a file to the newest tables.</summary>
    public static void Migrate(Connection connection, IReadOnlyList<string> migrations)
    {
        var version = connection.Number("PRAGMA user_version");
        var known = migrations.Count;
        if (Newer(version, known) is { } newer)
            throw new StoreRefusedException(newer);
        for (var next = (int)version; next < known; next++)
            connection.Execute(string.Create(CultureInfo.InvariantCulture,
                $"BEGIN IMMEDIATE; {migrations[next]}; PRAGMA user_version = {next + 1}; COMMIT;"));
    }

    /// <summary>What whoever only looks needs: exactly the tables that this version knows.</summary>
    public static void Known(Connection connection, IReadOnlyList<string> migrations)
    {
        var version = connection.Number("PRAGMA user_version");
        if (version != migrations.Count)
            throw new StoreRefusedException(Newer(version, migrations.Count) ?? $"The data has tables of an older version ({version}, this one knows {migrations.Count}): a start of this version's node upgrades them.");
    }

    /// <summary>The version of its tables, where this one can read them or make them its own.</summary>
    public static long KnownOrOlder(Connection connection, IReadOnlyList<string> migrations)
    {
        var version = connection.Number("PRAGMA user_version");
        return Newer(version, migrations.Count) is { } newer ? throw new StoreRefusedException(newer) : version;
    }

    static string? Newer(long version, int known) =>
        version > known ? $"The data was written by a newer version (tables {version}, this one knows {known}). Start that version or a later one." : null;

    static void TakePartitions(Connection connection, int partitions)
    {
        var read = connection.Statement("installation/read").Bind(1, "partitions");
        if (read.Step())
        {
            var installed = read.Int(0);
            read.Reset();
            if (partitions != 0 && installed != partitions)
                throw new StoreRefusedException(
                    $"The data was installed with {installed} partitions and cannot be opened with {partitions}: the number is fixed at installation.");
            if (connection.Number("SELECT count(*) FROM partition") != installed)
                Add(connection, installed);
            return;
        }
        if (partitions == 0)
            throw new StoreRefusedException("The data was never opened by a node.");
        Add(connection, partitions);
    }

    /// <summary>Also one whose row somebody dropped: without it nobody of the partition would hear anything. It bears no mark, so that whoever judges tells of it, and is read from its beginning.</summary>
    static void Add(Connection connection, int partitions)
    {
        connection.Execute("BEGIN IMMEDIATE");
        for (var partition = 0; partition < partitions; partition++)
            connection.Statement("installation/add_partition").Bind(1, partition).Run();
        connection.Statement("installation/write").Bind(1, "partitions").Bind(2, partitions).Run();
        connection.Execute("COMMIT");
    }
}
