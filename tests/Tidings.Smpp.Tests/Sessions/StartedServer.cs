using System.Net;
using Microsoft.Extensions.Time.Testing;
using Tidings.Smpp.Sessions;

namespace Tidings.Smpp.Tests.Sessions;

/// <summary>Our server on a free port.</summary>
internal sealed class StartedServer : IAsyncDisposable
{
    public required SmppServer Server { get; init; }

    public required ServerEvents Events { get; init; }

    public required FakeTimeProvider Clock { get; init; }

    public static StartedServer Start(Func<SmppServerOptions, SmppServerOptions>? change = null, ServerEvents? events = null)
    {
        var options = new SmppServerOptions
        {
            EndPoint = new IPEndPoint(IPAddress.Loopback, 0),
            SystemId = "smsc",
            EnquireLinkInterval = null,
            WriteTimeout = TimeSpan.FromDays(1),
        };
        events ??= new ServerEvents();
        var clock = new FakeTimeProvider();
        var server = SmppServer.Start(change?.Invoke(options) ?? options, events, clock);
        return new StartedServer { Server = server, Events = events, Clock = clock };
    }

    public async Task<(RawPeer Esme, SmppServerSession Session)> BindAsync(uint bind = RawPeer.BindTransceiver)
    {
        var esme = await RawPeer.ConnectAsync(Server.EndPoint);
        await esme.SendAsync(bind, 0, 1, BindBody());
        await esme.ExpectAsync(bind | RawPeer.Resp);
        return (esme, (await Events.NextAsync<ServerEvent.Bound>()).Session);
    }

    public static string BindBody(string password = "secret") =>
        RawPeer.Text("esme") + RawPeer.Text(password) + RawPeer.Text("bank") + "34" + "0000" + "00";

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
