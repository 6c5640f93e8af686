using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Sqlite.Keys;

/// <summary>
/// The file of keys, looked at beside the process that has it: it is not taken, and nothing in it is written, made or upgraded. Whatever would write is a
/// <see cref="StoreRefusedException"/>.
/// </summary>
public sealed class KeyLook : IKeyStore
{
    readonly string path;
    readonly Lock turn = new();
    Connection? connection;

    KeyLook(string path) => this.path = path;

    /// <summary>Those in this directory.</summary>
    public static KeyLook At(string directory) => new(Path.Combine(directory, SqliteKeyStore.FileName));

    /// <inheritdoc/>
    public ValueTask<string> Open(CancellationToken cancel) => Read(static at =>
    {
        var read = at.Statement("keys/read_installation");
        if (!read.Step())
            throw new StoreRefusedException("The file of keys was never opened by a node.");
        var id = read.Text(0);
        read.Reset();
        return id;
    }, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<MasterKeyRow>> ReadMasters(CancellationToken cancel) => Read<IReadOnlyList<MasterKeyRow>>(KeyRowsOf.Masters, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DataKeyRow>> ReadKeys(IReadOnlyList<string> subjects, CancellationToken cancel) =>
        Read<IReadOnlyList<DataKeyRow>>(at => KeyRowsOf.Subjects(at, subjects), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DataKeyRow>> ReadPage(long after, int limit, CancellationToken cancel) => Read<IReadOnlyList<DataKeyRow>>(at => KeyRowsOf.Page(at, after, limit), cancel);

    /// <inheritdoc/>
    public ValueTask AddMaster(MasterKeyRow key, CancellationToken cancel) => throw OnlyLooking();

    /// <inheritdoc/>
    public ValueTask<bool> RewrapMaster(MasterKeyRow key, CancellationToken cancel) => throw OnlyLooking();

    /// <inheritdoc/>
    public ValueTask<bool> DropMaster(string purpose, int version, CancellationToken cancel) => throw OnlyLooking();

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<DataKeyRow>> AddKeys(IReadOnlyList<DataKeyRow> keys, CancellationToken cancel) => throw OnlyLooking();

    /// <inheritdoc/>
    public ValueTask<int> Rewrap(IReadOnlyList<Rewrapping> keys, CancellationToken cancel) => throw OnlyLooking();

    /// <inheritdoc/>
    public ValueTask<int> Destroy(IReadOnlyList<string> subjects, DateTimeOffset at, CancellationToken cancel) => throw OnlyLooking();

    /// <inheritdoc/>
    public ValueTask<int> DestroyVersions(IReadOnlyList<(string Subject, int Version)> keys, DateTimeOffset at, CancellationToken cancel) => throw OnlyLooking();

    static StoreRefusedException OnlyLooking() => new("The keys are only looked at, and nothing is written to them.");

    ValueTask<T> Read<T>(Func<Connection, T> read, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        lock (turn)
        {
            try
            {
                return new(read(connection ??= Ready()));
            }
            catch (Exception failure) when (SqliteFailure.Translate(failure) is var seen && !ReferenceEquals(seen, failure))
            {
                throw SqliteFailure.Translate(failure);
            }
        }
    }

    Connection Ready()
    {
        var fresh = Connection.Look(path, isLogged: false);
        try
        {
            fresh.Execute("PRAGMA busy_timeout = 5000; PRAGMA query_only = 1");
            Database.Known(fresh, SqlText.KeyMigrations);
            return fresh;
        }
        catch
        {
            fresh.Dispose();
            throw;
        }
    }

    /// <summary>Closes.</summary>
    public ValueTask DisposeAsync()
    {
        lock (turn)
        {
            connection?.Dispose();
            connection = null;
        }
        return ValueTask.CompletedTask;
    }
}
