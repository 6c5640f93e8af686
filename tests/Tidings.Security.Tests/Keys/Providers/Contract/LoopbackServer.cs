using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tidings.Security.Tests.Keys.Providers.Contract;

/// <summary>A server on a real socket of this machine, which can go away, come back at the same port, fall silent and cut connections.</summary>
internal sealed class LoopbackServer(RequestDelegate answer, X509Certificate2? certificate = null) : IAsyncDisposable
{
    WebApplication? _app;
    int _port;
    Socket? _place;

    public string Address => $"{(certificate is null ? "http" : "https")}://127.0.0.1:{_port}";

    /// <summary>What becomes of the next requests in place of the answer, one each.</summary>
    public Queue<RequestDelegate> Instead { get; } = [];

    /// <summary>Nothing is answered any more.</summary>
    public bool Silent { get; set; }

    public int Requests { get; private set; }

    public async Task Start()
    {
        _place?.Dispose();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, _port, listen =>
        {
            if (certificate is not null)
                listen.UseHttps(certificate);
        }));
        _app = builder.Build();
        _app.Run(Answer);
        await _app.StartAsync();
        _port = new Uri(_app.Urls.First()).Port;
    }

    public async Task Stop()
    {
        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync();
        await _app!.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
        _app = null;
        // Nobody answers here, and no other test's server takes the port meanwhile.
        _place = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _place.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        _place.Bind(new IPEndPoint(IPAddress.Loopback, _port));
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await Stop();
        _place?.Dispose();
    }

    public static RequestDelegate Cut { get; } = static context =>
    {
        context.Abort();
        return Task.CompletedTask;
    };

    async Task Answer(HttpContext context)
    {
        RequestDelegate chosen;
        lock (Instead)
        {
            Requests++;
            chosen = Instead.TryDequeue(out var instead) ? instead : answer;
        }
        if (Silent)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        else
            await chosen(context);
    }
}
