using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Tests.Sessions;

public class WhenMemoryIsWatched
{
    private const int Idle = 64 * 1024;

    [Fact]
    public async Task What_a_burst_needed_is_given_back_when_it_is_over()
    {
        await using var bound = await BoundClient.StartAsync(o => o with { MaxOutput = 1024 * 1024, Window = 100 });
        var octets = new byte[4 + 60_000];
        var tlvs = new TlvWriter(octets);
        tlvs.Add(SmppTlvs.MessagePayload, new byte[60_000]);
        for (var token = 0; token < 15; token++)
            bound.Client.Submit(new SubmitSm { Tlvs = new TlvBlock(octets) }, token);
        for (var token = 0; token < 15; token++)
            await bound.Smsc.ExpectAsync(RawPeer.SubmitSm);
        Assert.InRange(bound.Client.Held, Idle, int.MaxValue);
        for (var sweep = 0; sweep < 3 || bound.Client.Held > Idle && sweep < 8; sweep++)
            bound.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.InRange(bound.Client.Held, 0, Idle);
        Assert.Equal(SendOutcome.Sent, bound.Submit(16));
        await bound.Smsc.ExpectAsync(RawPeer.SubmitSm);
    }

    [Fact]
    public async Task A_peer_that_has_not_bound_makes_us_hold_two_kilobytes_at_most()
    {
        await using var server = StartedServer.Start();
        using var stranger = await RawPeer.ConnectAsync(server.Server.EndPoint);
        await stranger.SendAsync(Enumerable.Repeat(RawPeer.Pdu(RawPeer.EnquireLink, 0, 1), 4000).SelectMany(pdu => pdu).ToArray());
        await stranger.ExpectOctetsAsync(4000 * 16);
        var session = Assert.Single(server.Server.Sessions);
        Assert.InRange(session.Received, 0, 2048);
        await stranger.SendAsync(RawPeer.Pdu(RawPeer.BindTransceiver, 0, 2, new string('0', 2 * 1009)));
        Assert.Equal(2u, (await stranger.ExpectAsync(RawPeer.Nack)).Status);
        await stranger.ExpectEndAsync();
    }

    [Fact]
    public async Task The_longest_bind_passes()
    {
        await using var server = StartedServer.Start();
        using var esme = await RawPeer.ConnectAsync(server.Server.EndPoint);
        var bind = StartedServer.BindBody();
        await esme.SendAsync(RawPeer.BindTransceiver, 0, 1, bind + "1400" + (1004 - bind.Length / 2).ToString("x4") + new string('0', 2 * (1004 - bind.Length / 2)));
        Assert.Equal(0u, (await esme.ExpectAsync(RawPeer.BindTransceiver | RawPeer.Resp)).Status);
    }
}
