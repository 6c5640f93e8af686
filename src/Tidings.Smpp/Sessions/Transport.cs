using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Tidings.Smpp.Sessions;

/// <summary>A connection and the stream over it, TLS or not.</summary>
internal readonly record struct Transport(Socket Socket, Stream Stream)
{
    public static async Task<Transport> ConnectAsync(EndPoint endPoint, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(endPoint, cancellation).ConfigureAwait(false);
            return new Transport(socket, new NetworkStream(socket, ownsSocket: true));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task<Transport> SecureAsync(SmppClientTls tls, EndPoint endPoint, CancellationToken cancellation)
    {
        var host = endPoint is DnsEndPoint dns ? dns.Host : ((IPEndPoint)endPoint).Address.ToString();
        var secure = new SslStream(Stream, leaveInnerStreamOpen: false);
        try
        {
            await secure.AuthenticateAsClientAsync(tls.ToOptions(host), cancellation).ConfigureAwait(false);
            return this with { Stream = secure };
        }
        catch
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async Task<Transport> SecureAsync(SmppServerTls tls, CancellationToken cancellation)
    {
        var secure = new SslStream(Stream, leaveInnerStreamOpen: false);
        try
        {
            await secure.AuthenticateAsServerAsync(tls.ToOptions(), cancellation).ConfigureAwait(false);
            return this with { Stream = secure };
        }
        catch
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public static bool IsFault(Exception e) => e is AuthenticationException || SmppSession.IsTransportFault(e);
}
