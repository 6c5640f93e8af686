using System.Net;

namespace Tidings.Security.Tests.Transit;

/// <summary>Where an authority publishes its list, on loopback.</summary>
internal sealed class CrlServer : IDisposable
{
    readonly HttpListener _listener = new();
    byte[] _list = [];
    int _asked;

    public CrlServer()
    {
        // A free port is one that was just given back; whoever took it meanwhile makes Start throw.
        using (var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            probe.Start();
            Address = new($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        }
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _ = Serve();
    }

    Uri Address { get; }

    /// <summary>Each authority needs its own: machines keep lists by it.</summary>
    public string List { get => field ??= new Uri(Address, $"{Guid.CreateVersion7(TimeProvider.System.GetUtcNow())}.crl").ToString(); }

    public int Asked => _asked;

    public void Publish(byte[] list) => _list = list;

    async Task Serve()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                Interlocked.Increment(ref _asked);
                context.Response.ContentType = "application/pkix-crl";
                await context.Response.OutputStream.WriteAsync(_list);
                context.Response.Close();
            }
        }
        catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException)
        {
        }
    }

    public void Dispose() => _listener.Close();
}
