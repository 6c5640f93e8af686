using Tidings.Smpp.Codec;
using Tidings.Smpp.Sessions;

namespace Tidings.Smpp.Tests.Sessions;

/// <summary>Both sides unbind at about the same time. What is lost is lost by chance, so each is tried often.</summary>
public class WhenUnbindsCross
{
    private const int Tries = 30;

    [Fact]
    public async Task Our_last_responses_reach_a_peer_that_unbinds_while_we_drain()
    {
        for (var i = 0; i < Tries; i++)
        {
            await using var bound = await BoundClient.StartAsync();
            await bound.Smsc.SendAsync(RawPeer.DeliverSm, 0, 50, RawPeer.Message("mo"));
            var delivered = await bound.Events.NextAsync<ClientEvent.Delivered>();
            var unbinding = bound.Client.UnbindAsync();
            await bound.Smsc.SendAsync(RawPeer.Unbind, 0, 99);
            await bound.Smsc.SendAsync(RawPeer.EnquireLink, 0, 100);
            await bound.Smsc.ExpectAsync(RawPeer.EnquireLink | RawPeer.Resp);
            Assert.Equal(ReplyOutcome.Sent, bound.Client.Reply(delivered.Ticket, CommandStatus.ESME_ROK));
            await bound.Smsc.ExpectAsync(RawPeer.DeliverSm | RawPeer.Resp);
            Assert.Equal(99u, (await bound.Smsc.ExpectAsync(RawPeer.Unbind | RawPeer.Resp)).Sequence);
            await bound.Smsc.ExpectEndAsync();
            bound.Smsc.Dispose();
            await unbinding.Within();
            Assert.Equal(EndReason.PeerUnbind, (await bound.Events.NextAsync<ClientEvent.Closed>()).End.Reason);
        }
    }

    /// <summary>What follows in the same read keeps our answer in the buffer for long enough that the end may come first.</summary>
    [Fact]
    public async Task The_peers_unbind_is_answered_where_it_comes_just_before_its_answer_to_ours()
    {
        for (var i = 0; i < Tries; i++)
        {
            await using var bound = await BoundClient.StartAsync();
            var unbinding = bound.Client.UnbindAsync();
            var unbind = await bound.Smsc.ExpectAsync(RawPeer.Unbind);
            await bound.Smsc.SendAsync(
            [
                .. RawPeer.Pdu(RawPeer.Unbind, 0, 99),
                .. RawPeer.Pdu(RawPeer.Unbind | RawPeer.Resp, 0, unbind.Sequence),
                .. Enumerable.Repeat(RawPeer.Pdu(0x80000110, 0, 1), 2000).SelectMany(pdu => pdu),
            ]);
            await bound.Smsc.ExpectAsync(RawPeer.Unbind | RawPeer.Resp);
            await unbinding.Within();
            Assert.Equal(EndReason.LocalUnbind, (await bound.Events.NextAsync<ClientEvent.Closed>()).End.Reason);
        }
    }
}
