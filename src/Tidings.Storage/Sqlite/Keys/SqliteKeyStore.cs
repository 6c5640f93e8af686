using System.Security.Cryptography;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Sqlite.Keys;

/// <summary>
/// Wrapped keys in <c>keys.db</c>, beside the data and apart from it. A rollback journal instead of a write-ahead log, kept in place and overwritten after a destruction;
/// <c>secure_delete</c>; <c>synchronous=FULL</c>. One connection: keys are read once per subject and lifetime, and written once per new subject.
/// </summary>
public sealed class SqliteKeyStore : IKeyStore
{
    /// <summary>The file's name in its directory.</summary>
    public const string FileName = "keys.db";

    readonly string directory;
    readonly SemaphoreSlim turn = new(1);
    KeyFile? file;
    Connection? connection;
    bool closed;

    SqliteKeyStore(string directory) => this.directory = directory;

    /// <summary>A store in this directory, on a local disk, that is not open yet.</summary>
    public static SqliteKeyStore Create(string directory)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(directory);
        return new SqliteKeyStore(directory);
    }

    /// <inheritdoc/>
    public ValueTask<string> Open(CancellationToken cancel) => Run(KeyRowsOf.Installation, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<MasterKeyRow>> ReadMasters(CancellationToken cancel) => Run<IReadOnlyList<MasterKeyRow>>(KeyRowsOf.Masters, cancel);

    /// <inheritdoc/>
    public async ValueTask AddMaster(MasterKeyRow key, CancellationToken cancel) =>
        await Run(at => Transaction(at, () => KeyRowsOf.PutMaster(at, "keys/add_master", key)), cancel).ConfigureAwait(false);

    /// <inheritdoc/>
    public ValueTask<bool> RewrapMaster(MasterKeyRow key, CancellationToken cancel) =>
        Run(at => Wiped(Transaction(at, () => KeyRowsOf.PutMaster(at, "keys/rewrap_master", key)) > 0), cancel);

    /// <inheritdoc/>
    public ValueTask<bool> DropMaster(string purpose, int version, CancellationToken cancel) =>
        Run(at => Wiped(Transaction(at, () =>
        {
            at.Statement("keys/drop_master").Bind(1, purpose).Bind(2, version).Run();
            return at.RowsChanged;
        }) > 0), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DataKeyRow>> ReadKeys(IReadOnlyList<string> subjects, CancellationToken cancel) =>
        Run<IReadOnlyList<DataKeyRow>>(at => Transaction(at, () => KeyRowsOf.Subjects(at, subjects), "BEGIN"), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DataKeyRow>> AddKeys(IReadOnlyList<DataKeyRow> keys, CancellationToken cancel) =>
        Run<IReadOnlyList<DataKeyRow>>(at => Transaction(at, () => KeyRowsOf.Add(at, keys)), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DataKeyRow>> ReadPage(long after, int limit, CancellationToken cancel) =>
        Run<IReadOnlyList<DataKeyRow>>(at => KeyRowsOf.Page(at, after, limit), cancel);

    /// <inheritdoc/>
    public ValueTask<int> Rewrap(IReadOnlyList<Rewrapping> keys, CancellationToken cancel) =>
        Run(at => Transaction(at, () => KeyRowsOf.Rewrap(at, keys)), cancel);

    /// <inheritdoc/>
    public ValueTask<int> Destroy(IReadOnlyList<string> subjects, DateTimeOffset when, CancellationToken cancel) =>
        Run(at => Wiped(Transaction(at, () => KeyRowsOf.Destroy(at, subjects, when))), cancel);

    /// <inheritdoc/>
    public ValueTask<int> DestroyVersions(IReadOnlyList<(string Subject, int Version)> keys, DateTimeOffset when, CancellationToken cancel) =>
        Run(at => Wiped(Transaction(at, () => KeyRowsOf.DestroyVersions(at, keys, when))), cancel);

    /// <summary>What the database let go of stands in the journal still, until it is overwritten.</summary>
    T Wiped<T>(T result)
    {
        file!.WipeJournal();
        return result;
    }

    async ValueTask<T> Run<T>(Func<Connection, T> call, CancellationToken cancel)
    {
        await turn.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(closed, this);
            return await Task.Run(() => call(Ready()), CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // A connection after a failure may be in any state; the next call takes a new one.
            connection?.Dispose();
            connection = null;
            if (SqliteFailure.Translate(failure) is var seen && !ReferenceEquals(seen, failure))
                throw seen;
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    Connection Ready()
    {
        if (connection is { } open)
            return open;
        file ??= KeyFile.Take(directory);
        var fresh = new Connection(file.Path);
        try
        {
            fresh.Execute("PRAGMA busy_timeout = 5000; PRAGMA secure_delete = ON; PRAGMA journal_mode = PERSIST; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY");
            // The first read rolls back what a crash left; after it the journal is spent, and may hold what was to be destroyed.
            Database.Migrate(fresh, SqlText.KeyMigrations);
            file.WipeJournal();
        }
        catch
        {
            fresh.Dispose();
            throw;
        }
        return connection = fresh;
    }

    static T Transaction<T>(Connection at, Func<T> work, string begin = "BEGIN IMMEDIATE")
    {
        at.Execute(begin);
        var result = work();
        at.Execute("COMMIT");
        return result;
    }

    /// <summary>An id for an installation that has none.</summary>
    internal static string NewInstallation() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Closes, and lets the file go.</summary>
    public async ValueTask DisposeAsync()
    {
        await turn.WaitAsync().ConfigureAwait(false);
        closed = true;
        connection?.Dispose();
        connection = null;
        file?.Dispose();
        file = null;
        turn.Release();
    }
}
