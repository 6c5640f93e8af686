using Tidings.Smpp.Codec;
using Tidings.Smpp.Sessions;

namespace Tidings.Smpp.Tests.Sessions;

/// <summary>A message of the peer's waits for our answer, the window is full with it, and everything behind it lies unread.</summary>
public class WhenWeReadNothing
{
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task An_answer_that_lies_unread_is_no_timeout()
    {
        await using var bound = await BoundClient.StartAsync(o => o with { InboundWindow = 1 });
        bound.Submit(1);
        var submit = await bound.Smsc.ExpectAsync(RawPeer.SubmitSm);
        var first = await PauseAsync(bound);
        await bound.Smsc.SendAsync(RawPeer.SubmitSm | RawPeer.Resp, 0, submit.Sequence, RawPeer.Text("id1"));
        bound.Clock.Advance(3 * ResponseTimeout);
        bound.Client.Reply(first, CommandStatus.ESME_ROK);
        await bound.Events.NextAsync<ClientEvent.Delivered>();
        Assert.Equal("id1", (await bound.Events.NextAsync<ClientEvent.Answered>()).MessageId);
    }

    [Fact]
    public async Task An_answer_that_never_came_is_one_once_we_have_listened_long_enough()
    {
        await using var bound = await BoundClient.StartAsync(o => o with { InboundWindow = 1 });
        bound.Submit(1);
        await bound.Smsc.ExpectAsync(RawPeer.SubmitSm);
        bound.Clock.Advance(0.6 * ResponseTimeout);
        var first = await PauseAsync(bound);
        bound.Submit(2);
        bound.Clock.Advance(3 * ResponseTimeout);
        bound.Client.Reply(first, CommandStatus.ESME_ROK);
        await bound.Events.NextAsync<ClientEvent.Delivered>();
        bound.Clock.Advance(0.3 * ResponseTimeout);
        Assert.Equal(0, bound.Events.Count);
        bound.Clock.Advance(0.2 * ResponseTimeout);
        Assert.Equal(1, (await bound.Events.NextAsync<ClientEvent.TimedOut>()).Token);
        bound.Clock.Advance(0.6 * ResponseTimeout);
        Assert.Equal(2, (await bound.Events.NextAsync<ClientEvent.TimedOut>()).Token);
    }

    /// <summary>Two messages into a window of one: the second holds everything up.</summary>
    private static async Task<ReplyTicket> PauseAsync(BoundClient bound)
    {
        await bound.Smsc.SendAsync(RawPeer.DeliverSm, 0, 50, RawPeer.Message("a"));
        await bound.Smsc.SendAsync(RawPeer.DeliverSm, 0, 51, RawPeer.Message("b"));
        var first = await bound.Events.NextAsync<ClientEvent.Delivered>();
        while (!bound.Client.IsPaused)
            await Task.Yield();
        return first.Ticket;
    }
}
