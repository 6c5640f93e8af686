using System.Net;
using System.Net.Sockets;

namespace Tidings.Simulator.Smsc;

/// <summary>Takes connections in until it is disposed, which ends them all, the binds in good order.</summary>
internal sealed class SmscListener : IAsyncDisposable
{
    /// <summary>
    /// How long peers may take to agree to the unbind, and to take what they are owed. In real time: under a clock that somebody else
    /// moves, stopping would wait for that.
    /// </summary>
    static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(1);

    readonly Socket socket;
    readonly Exchange exchange;
    readonly SimulatorOptions options;
    readonly TimeProvider clock;
    readonly CancellationTokenSource stop = new();
    readonly Task accepting;
    volatile bool closing;

    public SmscListener(Exchange exchange, SimulatorOptions options, TimeProvider clock)
    {
        this.exchange = exchange;
        this.options = options;
        this.clock = clock;
        socket = new(options.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(options.Address, options.SmppPort));
            socket.Listen(512);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
        Port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        accepting = AcceptAsync();
    }

    public int Port { get; }

    public async ValueTask DisposeAsync()
    {
        closing = true;
        socket.Dispose();
        await exchange.UnbindAllAsync().WaitAsync(Goodbye, TimeProvider.System).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await stop.CancelAsync();
        await accepting;
        stop.Dispose();
    }

    async Task AcceptAsync()
    {
        List<Task> running = [];
        for (var number = 1; !closing; number++)
        {
            Socket connection;
            try
            {
                connection = await socket.AcceptAsync(stop.Token);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                if (closing)
                    break;
                continue;
            }
            connection.NoDelay = true;
            var session = new SmscSession(number, connection, exchange, options, clock, stop.Token);
            if (!exchange.Open(session))
            {
                connection.Dispose();
                continue;
            }
            running.RemoveAll(task => task.IsCompleted);
            running.Add(Task.Run(session.RunAsync));
        }
        await Task.WhenAll(running);
    }
}
