using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Tidings.Server.Operate.Limits;

/// <summary>Bounds how many connections one address has open; one beyond it is closed before a byte of it is read.</summary>
internal sealed class ConnectionsByAddress(int most)
{
    readonly ConcurrentDictionary<UInt128, int> _open = new();

    /// <summary>Addresses that have a connection.</summary>
    public int Count => _open.Count;

    public ConnectionDelegate Around(ConnectionDelegate next) => connection => Serve(connection, next);

    async Task Serve(ConnectionContext connection, ConnectionDelegate next)
    {
        var key = AddressKey.Of((connection.RemoteEndPoint as IPEndPoint)?.Address);
        if (_open.AddOrUpdate(key, 1, static (_, open) => open + 1) > most)
        {
            Left(key);
            connection.Abort();
            return;
        }
        try
        {
            await next(connection);
        }
        finally
        {
            Left(key);
        }
    }

    void Left(UInt128 key)
    {
        if (_open.AddOrUpdate(key, 0, static (_, open) => open - 1) == 0)
            _open.TryRemove(KeyValuePair.Create(key, 0));
    }
}
