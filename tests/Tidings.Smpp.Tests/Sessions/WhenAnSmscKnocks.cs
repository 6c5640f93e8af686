using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;

namespace Tidings.Smpp.Tests.Sessions;

public class WhenAnSmscKnocks
{
    [Fact]
    public async Task An_outbind_brings_a_receiver()
    {
        await using var server = StartedServer.Start();
        using var listener = Listen();
        var events = new ClientEvents { AnswersAtOnce = true };
        OutbindRequest? asked = null;
        var accepting = listener.AcceptAsync(
            Options(listener), r => (asked = r).Password == "knock", events, TimeProvider.System, cancellation: Patience.Token);
        Assert.NotNull(await server.Server.OutbindAsync(listener.EndPoint, "smsc", "knock", cancellation: Patience.Token));
        await using var client = Assert.IsType<SmppConnectResult.Bound>(await accepting.Within()).Client;
        Assert.Equal(("smsc", SessionState.BoundRx), (asked!.SystemId, client.State));
        var session = (await server.Events.NextAsync<ServerEvent.Bound>()).Session;
        Assert.Equal(SessionState.BoundRx, session.State);
        session.Deliver(new DeliverSm { ShortMessage = "receipt"u8 }, 5);
        Assert.Equal("receipt", (await events.NextAsync<ClientEvent.Delivered>()).Text);
        Assert.Equal(5, (await server.Events.NextAsync<ServerEvent.Answered>()).Token);
    }

    [Fact]
    public async Task Strangers_who_say_nothing_or_hang_up_hold_nobody_up()
    {
        await using var server = StartedServer.Start();
        using var listener = Listen();
        var accepting = listener.AcceptAsync(
            Options(listener), _ => true, new ClientEvents(), TimeProvider.System, cancellation: Patience.Token);
        using var silent = await RawPeer.ConnectAsync(listener.EndPoint);
        using (var gone = await RawPeer.ConnectAsync(listener.EndPoint))
            await gone.SendAsync(RawPeer.EnquireLink, 0, 1);
        await server.Server.OutbindAsync(listener.EndPoint, "smsc", "knock", cancellation: Patience.Token);
        await using var client = Assert.IsType<SmppConnectResult.Bound>(await accepting.Within()).Client;
        await silent.ExpectEndAsync();
    }

    [Fact]
    public async Task A_second_outbind_on_the_same_connection_is_out_of_place()
    {
        using var listener = Listen();
        var clock = new FakeTimeProvider();
        var accepting = listener.AcceptAsync(Options(listener), _ => true, new ClientEvents(), clock, cancellation: Patience.Token);
        using var smsc = await RawPeer.ConnectAsync(listener.EndPoint);
        var outbind = RawPeer.Text("smsc") + RawPeer.Text("knock");
        await smsc.SendAsync(0x0B, 0, 1, outbind);
        await smsc.AcceptBindAsync(RawPeer.BindReceiver);
        await using var client = Assert.IsType<SmppConnectResult.Bound>(await accepting.Within()).Client;
        await smsc.SendAsync(0x0B, 0, 2, outbind);
        Assert.Equal(4u, (await smsc.ExpectAsync(RawPeer.Nack)).Status);
    }

    [Fact]
    public async Task While_it_waits_for_the_bind_the_client_stands_outbound()
    {
        using var listener = Listen();
        var accepting = listener.AcceptAsync(
            Options(listener) with { Bind = BindKind.Transceiver }, _ => true, new ClientEvents(), TimeProvider.System, cancellation: Patience.Token);
        using var smsc = await RawPeer.ConnectAsync(listener.EndPoint);
        var outbind = RawPeer.Pdu(0x0B, 0, 1, RawPeer.Text("smsc") + RawPeer.Text("knock"));
        await smsc.SendAsync([.. outbind, .. outbind]);
        Assert.Equal(4u, (await ExpectBesideBindAsync(smsc, RawPeer.Nack)).Status);
        smsc.Dispose();
        await accepting.Within();
    }

    [Fact]
    public async Task As_a_transmitter_nobody_answers_a_knock()
    {
        using var listener = Listen();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => listener.AcceptAsync(
            Options(listener) with { Bind = BindKind.Transmitter }, _ => true, new ClientEvents(), TimeProvider.System, cancellation: Patience.Token));
    }

    [Fact]
    public async Task It_does_not_knock_with_a_name_that_cannot_be_sent_nor_beyond_its_sessions()
    {
        await using var server = StartedServer.Start(o => o with { MaxSessions = 1 });
        using var listener = Listen();
        await Assert.ThrowsAsync<ArgumentException>(() => server.Server.OutbindAsync(listener.EndPoint, new string('x', 16), "", cancellation: Patience.Token));
        await Assert.ThrowsAsync<ArgumentException>(() => server.Server.OutbindAsync(listener.EndPoint, "smsc", "näh", cancellation: Patience.Token));
        await server.BindAsync();
        Assert.Null(await server.Server.OutbindAsync(listener.EndPoint, "smsc", "", cancellation: Patience.Token));
        Assert.Equal(1, server.Server.SessionCount);
    }

    [Fact]
    public async Task Over_TLS_it_knocks_as_well()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=esme", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        using var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        await using var server = StartedServer.Start();
        using var listener = Listen();
        var accepting = listener.AcceptAsync(
            Options(listener), _ => true, new ClientEvents(), TimeProvider.System, new SmppServerTls { Certificate = certificate }, Patience.Token);
        var tls = new SmppClientTls { Validate = (_, theirs, _, _) => theirs!.GetCertHashString() == certificate.Thumbprint };
        await server.Server.OutbindAsync(listener.EndPoint, "smsc", "knock", tls, Patience.Token);
        await using var client = Assert.IsType<SmppConnectResult.Bound>(await accepting.Within()).Client;
        Assert.Equal(SessionState.BoundRx, client.State);
    }

    private static async Task<RawPdu> ExpectBesideBindAsync(RawPeer smsc, uint id)
    {
        while (true)
        {
            if (await smsc.ReadAsync() is var pdu && pdu.Id == id)
                return pdu;
            Assert.Equal(RawPeer.BindTransceiver, pdu.Id);
        }
    }

    private static SmppOutbindListener Listen() => SmppOutbindListener.Start(new IPEndPoint(IPAddress.Loopback, 0));

    private static SmppClientOptions Options(SmppOutbindListener listener) =>
        BoundClient.Options(listener.EndPoint) with { Bind = BindKind.Receiver };
}
