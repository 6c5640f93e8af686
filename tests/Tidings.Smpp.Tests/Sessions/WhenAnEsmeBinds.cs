using Microsoft.Extensions.Time.Testing;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;

namespace Tidings.Smpp.Tests.Sessions;

public class WhenAnEsmeBinds
{
    private readonly FakeTimeProvider _clock = new();
    private readonly ClientEvents _events = new();

    [Theory]
    [InlineData(BindKind.Receiver, 1, SessionState.BoundRx)]
    [InlineData(BindKind.Transmitter, 2, SessionState.BoundTx)]
    [InlineData(BindKind.Transceiver, 9, SessionState.BoundTrx)]
    public async Task It_says_who_it_is_and_stands_in_the_state_of_the_bind(BindKind kind, uint command, SessionState state)
    {
        using var listener = RawPeer.Listen(out var endPoint);
        var options = BoundClient.Options(endPoint) with { Bind = kind, SystemType = "bank", AddressRange = "^44" };
        var connecting = SmppClient.ConnectAsync(options, _events, _clock, Patience.Token);
        using var smsc = await RawPeer.AcceptAsync(listener);
        var bind = await smsc.ExpectAsync(command);
        Assert.Equal(RawPeer.Text("esme") + RawPeer.Text("secret") + RawPeer.Text("bank") + "340000" + RawPeer.Text("^44"), bind.Hex);
        await smsc.SendAsync(command | RawPeer.Resp, 0, bind.Sequence, RawPeer.Text("smsc") + "0210000134");
        await using var client = Assert.IsType<SmppConnectResult.Bound>(await connecting.Within()).Client;
        Assert.Equal((state, "smsc", (byte)0x34), (client.State, client.PeerSystemId, client.PeerInterfaceVersion));
    }

    [Fact]
    public async Task A_message_in_the_same_packet_as_the_response_is_heard()
    {
        using var listener = RawPeer.Listen(out var endPoint);
        var connecting = SmppClient.ConnectAsync(BoundClient.Options(endPoint), _events, _clock, Patience.Token);
        using var smsc = await RawPeer.AcceptAsync(listener);
        var bind = await smsc.ExpectAsync(RawPeer.BindTransceiver);
        await smsc.SendAsync([
            .. RawPeer.Pdu(RawPeer.BindTransceiver | RawPeer.Resp, 0, bind.Sequence, RawPeer.Text("smsc")),
            .. RawPeer.Pdu(RawPeer.DeliverSm, 0, 77, RawPeer.Message("early"))]);
        await using var client = Assert.IsType<SmppConnectResult.Bound>(await connecting.Within()).Client;
        Assert.Equal("early", (await _events.NextAsync<ClientEvent.Delivered>()).Text);
    }

    [Fact]
    public async Task A_refusal_gives_its_status_and_tells_the_handler_nothing()
    {
        using var listener = RawPeer.Listen(out var endPoint);
        var connecting = SmppClient.ConnectAsync(BoundClient.Options(endPoint), _events, _clock, Patience.Token);
        using var smsc = await RawPeer.AcceptAsync(listener);
        var bind = await smsc.ExpectAsync(RawPeer.BindTransceiver);
        await smsc.SendAsync(RawPeer.BindTransceiver | RawPeer.Resp, 0x0E, bind.Sequence);
        Assert.Equal(new SmppConnectResult.Refused(CommandStatus.ESME_RINVPASWD), await connecting.Within());
        await smsc.ExpectEndAsync();
        Assert.Equal(0, _events.Count);
    }

    [Fact]
    public async Task Silence_is_a_timeout()
    {
        using var listener = RawPeer.Listen(out var endPoint);
        var connecting = SmppClient.ConnectAsync(BoundClient.Options(endPoint), _events, _clock, Patience.Token);
        using var smsc = await RawPeer.AcceptAsync(listener);
        await smsc.ExpectAsync(RawPeer.BindTransceiver);
        _clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(connecting.IsCompleted);
        _clock.Advance(TimeSpan.FromSeconds(0.6));
        Assert.Equal(ConnectFailure.TimedOut, Assert.IsType<SmppConnectResult.Failed>(await connecting.Within()).Failure);
    }

    [Fact]
    public async Task A_peer_that_speaks_another_language_or_leaves_is_a_failure()
    {
        using var listener = RawPeer.Listen(out var endPoint);
        foreach (var octets in (string[])["HTTP/1.1 400 Bad Request\r\n\r\n", ""])
        {
            var connecting = SmppClient.ConnectAsync(BoundClient.Options(endPoint), _events, _clock, Patience.Token);
            using var smsc = await RawPeer.AcceptAsync(listener);
            await smsc.ExpectAsync(RawPeer.BindTransceiver);
            await smsc.SendAsync(System.Text.Encoding.ASCII.GetBytes(octets));
            smsc.Dispose();
            Assert.Equal(ConnectFailure.Closed, Assert.IsType<SmppConnectResult.Failed>(await connecting.Within()).Failure);
        }
    }

    [Fact]
    public async Task Nobody_there_is_unreachable()
    {
        RawPeer.Listen(out var endPoint).Dispose();
        var result = await SmppClient.ConnectAsync(BoundClient.Options(endPoint), _events, _clock, Patience.Token).Within();
        Assert.Equal(ConnectFailure.Unreachable, Assert.IsType<SmppConnectResult.Failed>(result).Failure);
    }

    [Fact]
    public async Task Cancelling_gives_up()
    {
        using var listener = RawPeer.Listen(out var endPoint);
        using var cancel = new CancellationTokenSource();
        var connecting = SmppClient.ConnectAsync(BoundClient.Options(endPoint), _events, _clock, cancel.Token);
        using var smsc = await RawPeer.AcceptAsync(listener);
        await smsc.ExpectAsync(RawPeer.BindTransceiver);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.Within());
        await smsc.ExpectEndAsync();
    }

    [Fact]
    public async Task Options_out_of_range_are_refused_by_name()
    {
        var good = BoundClient.Options(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 1));
        await Refuses(nameof(good.Window), good with { Window = 0 });
        await Refuses(nameof(good.Window), good with { Window = 10_001 });
        await Refuses(nameof(good.MaxPduLength), good with { MaxPduLength = 1023 });
        await Refuses(nameof(good.SystemId), good with { SystemId = "sixteen letters!" });
        await Refuses(nameof(good.Password), good with { Password = "grüezi" });
        await Refuses(nameof(good.ResponseTimeout), good with { ResponseTimeout = TimeSpan.FromMilliseconds(9) });
        await Refuses(nameof(good.EnquireLinkInterval), good with { EnquireLinkInterval = TimeSpan.FromDays(2) });
    }

    [Fact]
    public void A_password_is_never_printed()
    {
        var options = BoundClient.Options(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 1));
        Assert.DoesNotContain("secret", options.ToString());
        Assert.DoesNotContain("secret", new BindRequest(BindKind.Receiver, "esme", "secret", "", 0x34, "", null).ToString());
        Assert.DoesNotContain("secret", new OutbindRequest("smsc", "secret").ToString());
    }

    private async Task Refuses(string name, SmppClientOptions options)
    {
        var e = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => SmppClient.ConnectAsync(options, _events, _clock, CancellationToken.None));
        Assert.Equal(name, e.ParamName);
    }
}
