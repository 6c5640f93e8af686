using System.Net;
using System.Net.Sockets;
using Tidings.Smpp.Pdus;

namespace Tidings.Smpp.Sessions;

/// <summary>Where an ESME waits for an SMSC that connects to it and asks it to bind (SMPP 3.4 §2.2.1, §4.1.7).</summary>
public sealed class SmppOutbindListener : IDisposable
{
    private const int MostWaiting = 16;

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

    /// <summary>
    /// Waits for a connection that brings an outbind, and binds over it if it is accepted. Connections that bring none in the bind timeout
    /// are closed and hold nobody up; at most 16 are waited for at a time.
    /// </summary>
    /// <param name="options">As whom to bind, as a receiver or a transceiver; the endpoint and the TLS settings are not used.</param>
    /// <param name="accept">Whether to bind for this SMSC.</param>
    /// <param name="handler">Hears of everything that comes.</param>
    /// <param name="clock">The time.</param>
    /// <param name="tls">TLS as the side that listens, or null for none.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What came of the first outbind.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range, or a transmitter is to bind (SMPP 3.4 §2.2.1).</exception>
    public async Task<SmppConnectResult> AcceptAsync(
        SmppClientOptions options, Func<OutbindRequest, bool> accept, ISmppClientHandler handler, TimeProvider clock,
        SmppServerTls? tls = null, CancellationToken cancellation = default)
    {
        options.Validate();
        ArgumentOutOfRangeException.ThrowIfEqual((int)options.Bind, (int)BindKind.Transmitter, nameof(options));
        using var others = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        List<Task<SmppConnectResult?>> waiting = [];
        var next = _listener.AcceptAsync(others.Token).AsTask();
        try
        {
            while (true)
            {
                await Task.WhenAny([.. waiting, .. waiting.Count < MostWaiting ? [next] : Array.Empty<Task>()]).ConfigureAwait(false);
                foreach (var done in waiting.Where(w => w.IsCompleted).ToList())
                {
                    waiting.Remove(done);
                    if (await done.ConfigureAwait(false) is { } result)
                        return result;
                }
                if (!next.IsCompleted || waiting.Count >= MostWaiting)
                    continue;
                waiting.Add(ServeAsync(await next.ConfigureAwait(false)));
                next = _listener.AcceptAsync(others.Token).AsTask();
            }
        }
        finally
        {
            await others.CancelAsync().ConfigureAwait(false);
            if (next.IsCompletedSuccessfully)
                next.Result.Dispose();
        }

        async Task<SmppConnectResult?> ServeAsync(Socket socket)
        {
            try
            {
                var transport = await OpenAsync(socket, tls, options.BindTimeout, clock, others.Token).ConfigureAwait(false);
                return await SmppClient.AcceptOutbindAsync(transport, options, accept, handler, clock, others.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (Transport.IsFault(e))
            {
                // No handshake, no outbind; or another was first.
                socket.Dispose();
                return null;
            }
        }
    }

    private static async Task<Transport> OpenAsync(
        Socket socket, SmppServerTls? tls, TimeSpan patience, TimeProvider clock, CancellationToken cancellation)
    {
        socket.NoDelay = true;
        var transport = new Transport(socket, new NetworkStream(socket, ownsSocket: true));
        if (tls is null)
            return transport;
        using var timeout = new CancellationTokenSource(patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
        return await transport.SecureAsync(tls, either.Token).ConfigureAwait(false);
    }

    /// <summary>Stops to listen.</summary>
    public void Dispose() => _listener.Dispose();
}
