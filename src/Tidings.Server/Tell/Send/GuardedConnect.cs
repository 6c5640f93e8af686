using System.Net;
using System.Net.Sockets;

namespace Tidings.Server.Tell.Send;

/// <summary>
/// Connects to addresses that the guard allows and to no others. It looks at the very address that is connected to, after the name was resolved for this connection: a name
/// that meant something else when it was checked gains nothing.
/// </summary>
internal sealed class GuardedConnect(AddressGuard guard, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
{
    public async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var host = context.DnsEndPoint.Host;
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, cancel);
        var allowed = addresses.Where(guard.Allows).ToArray();
        if (allowed.Length == 0)
            throw addresses.Length == 0 ? new SocketException((int)SocketError.HostNotFound) : new AddressRefusedException();
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, context.DnsEndPoint.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>The name means only addresses that webhooks may not go to.</summary>
internal sealed class AddressRefusedException() : IOException("The address is not one that webhooks may go to.");
