using System.Net;
using System.Net.Sockets;

namespace Tidings.Client.Tests.Calls;

/// <summary>The way between client and node, on loopback: it can be cut, led to another node, and lose an answer that the node has given.</summary>
internal sealed class Cable : IAsyncDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _end = new();
    readonly SemaphoreSlim _tried = new(0);
    readonly Task _loop;
    int _port;
    int _toLose;

    public Cable(Uri? node = null)
    {
        _port = node?.Port ?? 0;
        _listener.Start();
        _loop = Accept();
    }

    /// <summary>Where the client finds the node.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>How many answers the node has given that the client did not get.</summary>
    public int Lost { get; private set; }

    /// <summary>Whoever connects is turned away from now on.</summary>
    public void Cut() => Volatile.Write(ref _port, 0);

    public void Lead(Uri node) => Volatile.Write(ref _port, node.Port);

    /// <summary>The next answers do not arrive.</summary>
    public void Lose(int answers) => Volatile.Write(ref _toLose, answers);

    /// <summary>Waits until somebody was turned away so often.</summary>
    public async Task TurnedAway(int times)
    {
        for (var i = 0; i < times; i++)
            Assert.True(await _tried.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken), "Nobody came.");
    }

    async Task Accept()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                _ = Serve(await _listener.AcceptTcpClientAsync(_end.Token));
            }
            catch (Exception) when (_end.IsCancellationRequested)
            {
            }
        }
    }

    async Task Serve(TcpClient client)
    {
        using (client)
        using (var node = new TcpClient())
        {
            try
            {
                if (Volatile.Read(ref _port) is var port and not 0)
                {
                    await node.ConnectAsync(IPAddress.Loopback, port, _end.Token);
                    await Task.WhenAny(Up(client, node), Down(node, client));
                    return;
                }
            }
            catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException)
            {
            }
            // Turned away, and not left waiting.
            client.LingerState = new(true, 0);
            _tried.Release();
        }
    }

    Task Up(TcpClient client, TcpClient node) => client.GetStream().CopyToAsync(node.GetStream(), _end.Token);

    async Task Down(TcpClient node, TcpClient client)
    {
        var buffer = new byte[16 << 10];
        while (await node.GetStream().ReadAsync(buffer, _end.Token) is var read and > 0)
        {
            if (Interlocked.Decrement(ref _toLose) >= 0)
            {
                Lost++;
                return;
            }
            await client.GetStream().WriteAsync(buffer.AsMemory(0, read), _end.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _loop;
        _end.Dispose();
        _tried.Dispose();
    }
}
