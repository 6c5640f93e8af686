using System.Collections.Concurrent;

namespace Tidings.Storage.Sqlite.Reads;

/// <summary>A few connections that read, each call in one snapshot, never on the thread that commits.</summary>
internal sealed class ReadPool(Database database) : IDisposable
{
    readonly SemaphoreSlim free = new(database.Options.ReadConnections);
    readonly ConcurrentBag<Connection> idle = [];
    bool disposed;

    public async ValueTask<T> Read<T>(Func<Connection, T> read, CancellationToken cancel)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        await free.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => ReadNow(read), cancel).ConfigureAwait(false);
        }
        finally
        {
            free.Release();
        }
    }

    T ReadNow<T>(Func<Connection, T> read)
    {
        Connection? connection = null;
        try
        {
            connection = idle.TryTake(out var found) ? found : database.OpenReader();
            connection.Execute("BEGIN");
            var result = read(connection);
            connection.Execute("COMMIT");
            idle.Add(connection);
            return result;
        }
        catch (Exception failure)
        {
            connection?.Dispose();
            if (SqliteFailure.Translate(failure) is var seen && !ReferenceEquals(seen, failure))
                throw seen;
            throw;
        }
    }

    /// <summary>Waits for the reads under way, then closes.</summary>
    public void Dispose()
    {
        disposed = true;
        for (var i = 0; i < database.Options.ReadConnections; i++)
            free.Wait();
        while (idle.TryTake(out var connection))
            connection.Dispose();
    }
}
