using System.Net;
using System.Net.Sockets;

namespace Tidings.Simulator.Smsc;

/// <summary>Takes connections in until it is disposed, which ends them all.</summary>
internal sealed class SmscListener : IAsyncDisposable
{
    readonly Socket socket;
    readonly Exchange exchange;
    readonly SimulatorOptions options;
    readonly TimeProvider clock;
    readonly CancellationTokenSource stop = new();
    readonly Task accepting;

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
        exchange.UnbindAll();
        await stop.CancelAsync();
        socket.Dispose();
        await accepting;
        stop.Dispose();
    }

    async Task AcceptAsync()
    {
        List<Task> running = [];
        for (var number = 1; !stop.IsCancellationRequested; number++)
        {
            Socket connection;
            try
            {
                connection = await socket.AcceptAsync(stop.Token);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                if (stop.IsCancellationRequested)
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
