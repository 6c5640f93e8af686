using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Tidings.Smpp.Sessions;

/// <summary>An SMSC: listens, and keeps a session for each ESME that connects. One timer for all sessions, no thread for any.</summary>
public sealed partial class SmppServer : IAsyncDisposable
{
    private static readonly TimeSpan AfterFault = TimeSpan.FromMilliseconds(50);

    private readonly SmppServerOptions _options;
    private readonly ISmppServerHandler _handler;
    private readonly TimeProvider _clock;
    private readonly Socket _listener;
    private readonly ITimer _timer;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<long, SmppServerSession> _sessions = new();
    private readonly Task _accepting;
    private int _connections;

    private SmppServer(SmppServerOptions options, ISmppServerHandler handler, TimeProvider clock, Socket listener)
    {
        (_options, _handler, _clock, _listener) = (options, handler, clock, listener);
        EndPoint = (IPEndPoint)listener.LocalEndPoint!;
        _timer = clock.CreateTimer(static server => ((SmppServer)server!).Sweep(), this, options.SweepPeriod, options.SweepPeriod);
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens, with the port that was taken.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>The sessions, bound or not.</summary>
    public IEnumerable<SmppServerSession> Sessions => _sessions.Select(s => s.Value);

    /// <summary>How many sessions there are, bound or not.</summary>
    public int SessionCount => _sessions.Count;

    /// <summary>Starts to listen.</summary>
    /// <param name="options">Where and how.</param>
    /// <param name="handler">Hears of everything that comes.</param>
    /// <param name="clock">The time.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    /// <exception cref="SocketException">The endpoint is taken or not ours.</exception>
    public static SmppServer Start(SmppServerOptions options, ISmppServerHandler handler, TimeProvider clock)
    {
        options.Validate();
        var listener = new Socket(options.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(options.EndPoint);
            listener.Listen(options.Backlog);
            return new SmppServer(options, handler, clock, listener);
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    /// <summary>Stops to listen and unbinds every session in good order.</summary>
    public async Task StopAsync()
    {
        await StopListeningAsync().ConfigureAwait(false);
        await Task.WhenAll(_sessions.Values.Select(StopAsync)).ConfigureAwait(false);
        // All have ended; who served each would take it out a moment later.
        _sessions.Clear();
        await _timer.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Stops to listen and ends every session at once.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopListeningAsync().ConfigureAwait(false);
        await Task.WhenAll(_sessions.Values.Select(s => s.DisposeAsync().AsTask())).ConfigureAwait(false);
        await _timer.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
    }

    /// <summary>A session that unbinds already ends by itself, within its timeouts, and still owes the peer its last answers.</summary>
    private static Task StopAsync(SmppServerSession session) => session.State switch
    {
        SessionState.Unbound => session.Completion,
        var state when state.IsBound() => session.UnbindAsync(),
        _ => session.DisposeAsync().AsTask(),
    };

    private async Task StopListeningAsync()
    {
        _listener.Dispose();
        if (!_stopping.IsCancellationRequested)
            await _stopping.CancelAsync().ConfigureAwait(false);
        await _accepting.ConfigureAwait(false);
    }

    private async Task AcceptAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptAsync(_stopping.Token).ConfigureAwait(false);
                _ = ServeAsync(socket);
            }
            catch (Exception e) when (SmppSession.IsTransportFault(e))
            {
                // Stopping; or a connection that broke before it was accepted, or no file handle left: the next may do better.
                await Task.Delay(AfterFault, _clock, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        if (Interlocked.Increment(ref _connections) > _options.MaxSessions)
        {
            socket.Dispose();
            Interlocked.Decrement(ref _connections);
            return;
        }
        SmppServerSession session;
        try
        {
            socket.NoDelay = true;
            var transport = new Transport(socket, new NetworkStream(socket, ownsSocket: true));
            if (_options.Tls is not null)
                transport = await SecureAsync(transport, _options.Tls).ConfigureAwait(false);
            session = new SmppServerSession(transport, _options, _handler, _clock);
        }
        catch (Exception e) when (Transport.IsFault(e))
        {
            // No handshake, no session: the peer knows why.
            socket.Dispose();
            Interlocked.Decrement(ref _connections);
            return;
        }
        await RunAsync(session).ConfigureAwait(false);
    }

    private async Task<Transport> SecureAsync(Transport transport, SmppServerTls tls)
    {
        using var timeout = new CancellationTokenSource(_options.BindTimeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stopping.Token);
        return await transport.SecureAsync(tls, either.Token).ConfigureAwait(false);
    }

    private async Task RunAsync(SmppServerSession session)
    {
        _sessions[session.Id] = session;
        if (_stopping.IsCancellationRequested)
            session.Abort();
        try
        {
            await session.RunAsync().ConfigureAwait(false);
        }
        finally
        {
            _sessions.TryRemove(session.Id, out _);
            Interlocked.Decrement(ref _connections);
        }
    }

    private void Sweep()
    {
        foreach (var session in _sessions)
            session.Value.Sweep();
    }
}
