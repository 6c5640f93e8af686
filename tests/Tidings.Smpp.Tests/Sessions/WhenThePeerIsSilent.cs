using Tidings.Smpp.Sessions;

namespace Tidings.Smpp.Tests.Sessions;

public class WhenThePeerIsSilent
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task It_is_asked_and_an_answer_keeps_the_session()
    {
        await using var bound = await BoundClient.StartAsync(o => o with { EnquireLinkInterval = Interval });
        for (var round = 0; round < 3; round++)
        {
            bound.Clock.Advance(Interval + TimeSpan.FromSeconds(0.5));
            var enquire = await bound.Smsc.ExpectAsync(RawPeer.EnquireLink);
            await bound.Smsc.SendAsync(RawPeer.EnquireLink | RawPeer.Resp, 0, enquire.Sequence);
            await bound.Smsc.SendAsync(RawPeer.DeliverSm, 0, 1, RawPeer.Message("seen"));
            await bound.Events.NextAsync<ClientEvent.Delivered>();
        }
        Assert.Equal(SessionState.BoundTrx, bound.Client.State);
    }

    [Fact]
    public async Task It_is_given_up_when_the_answer_does_not_come()
    {
        await using var bound = await BoundClient.StartAsync(o => o with { EnquireLinkInterval = Interval });
        bound.Clock.Advance(Interval + TimeSpan.FromSeconds(0.5));
        await bound.Smsc.ExpectAsync(RawPeer.EnquireLink);
        bound.Clock.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal(SessionState.BoundTrx, bound.Client.State);
        bound.Clock.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(EndReason.PeerSilent, (await bound.Events.NextAsync<ClientEvent.Closed>()).End.Reason);
    }

    [Fact]
    public async Task A_session_without_messages_is_unbound_though_enquire_link_passes()
    {
        await using var server = StartedServer.Start(o => o with { InactivityTimeout = TimeSpan.FromMinutes(2) });
        var (esme, _) = await server.BindAsync();
        server.Clock.Advance(TimeSpan.FromMinutes(1.9));
        await esme.SendAsync(RawPeer.EnquireLink, 0, 8);
        await esme.ExpectAsync(RawPeer.EnquireLink | RawPeer.Resp);
        server.Clock.Advance(TimeSpan.FromMinutes(0.2));
        var unbind = await esme.ExpectAsync(RawPeer.Unbind);
        await esme.SendAsync(RawPeer.Unbind | RawPeer.Resp, 0, unbind.Sequence);
        Assert.Equal(EndReason.Inactive, (await server.Events.NextAsync<ServerEvent.Closed>()).End.Reason);
    }
}
