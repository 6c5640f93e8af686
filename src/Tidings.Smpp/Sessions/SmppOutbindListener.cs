using System.Net;
using System.Net.Sockets;

namespace Tidings.Smpp.Sessions;

/// <summary>Where an ESME waits for an SMSC that connects to it and asks it to bind (SMPP 3.4 §2.2.1, §4.1.7).</summary>
public sealed class SmppOutbindListener : IDisposable
{
    private readonly Socket _listener;

    private SmppOutbindListener(Socket listener)
    {
        _listener = listener;
        EndPoint = (IPEndPoint)listener.LocalEndPoint!;
    }

    /// <summary>Where it listens, with the port that was taken.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Starts to listen.</summary>
    /// <param name="endPoint">Where; port 0 takes a free one.</param>
    /// <exception cref="SocketException">The endpoint is taken or not ours.</exception>
    public static SmppOutbindListener Start(IPEndPoint endPoint)
    {
        var listener = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(endPoint);
            listener.Listen();
            return new SmppOutbindListener(listener);
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    /// <summary>Waits for one connection and its outbind, and binds over it.</summary>
    /// <param name="options">As whom to bind; the endpoint is not used, and TLS is not spoken.</param>
    /// <param name="accept">Whether to bind for this SMSC.</param>
    /// <param name="handler">Hears of everything that comes.</param>
    /// <param name="clock">The time.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<SmppConnectResult> AcceptAsync(
        SmppClientOptions options, Func<OutbindRequest, bool> accept, ISmppClientHandler handler, TimeProvider clock,
        CancellationToken cancellation)
    {
        options.Validate();
        var socket = await _listener.AcceptAsync(cancellation).ConfigureAwait(false);
        socket.NoDelay = true;
        var transport = new Transport(socket, new NetworkStream(socket, ownsSocket: true));
        return await SmppClient.AcceptOutbindAsync(transport, options, accept, handler, clock, cancellation).ConfigureAwait(false);
    }

    /// <summary>Stops to listen.</summary>
    public void Dispose() => _listener.Dispose();
}
