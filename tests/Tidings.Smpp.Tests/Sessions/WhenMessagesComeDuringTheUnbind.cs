using Tidings.Smpp.Codec;
using Tidings.Smpp.Sessions;

namespace Tidings.Smpp.Tests.Sessions;

public class WhenMessagesComeDuringTheUnbind
{
    private const uint ReceiverTemporaryError = 0x64, SystemError = 0x08;

    [Fact]
    public async Task They_are_asked_to_come_again_and_do_not_keep_the_drain_open()
    {
        await using var bound = await BoundClient.StartAsync();
        await bound.Smsc.SendAsync(RawPeer.DeliverSm, 0, 50, RawPeer.Message("a"));
        var first = await bound.Events.NextAsync<ClientEvent.Delivered>();
        var unbinding = bound.Client.UnbindAsync();
        for (var i = 60u; i < 65; i++)
        {
            await bound.Smsc.SendAsync(RawPeer.DeliverSm, 0, i, RawPeer.Message("b"));
            Assert.Equal(ReceiverTemporaryError, (await bound.Smsc.ExpectAsync(RawPeer.DeliverSm | RawPeer.Resp)).Status);
        }
        bound.Client.Reply(first.Ticket, CommandStatus.ESME_ROK);
        Assert.Equal(50u, (await bound.Smsc.ExpectAsync(RawPeer.DeliverSm | RawPeer.Resp)).Sequence);
        var unbind = await bound.Smsc.ExpectAsync(RawPeer.Unbind);
        await bound.Smsc.SendAsync(RawPeer.Unbind | RawPeer.Resp, 0, unbind.Sequence);
        await unbinding.Within();
        Assert.Equal(EndReason.LocalUnbind, (await bound.Events.NextAsync<ClientEvent.Closed>()).End.Reason);
    }

    [Fact]
    public async Task A_receipt_that_crosses_our_unbind_is_asked_to_come_again()
    {
        await using var bound = await BoundClient.StartAsync();
        var unbinding = bound.Client.UnbindAsync();
        var unbind = await bound.Smsc.ExpectAsync(RawPeer.Unbind);
        await bound.Smsc.SendAsync(RawPeer.DeliverSm, 0, 70, RawPeer.Message("late"));
        Assert.Equal(ReceiverTemporaryError, (await bound.Smsc.ExpectAsync(RawPeer.DeliverSm | RawPeer.Resp)).Status);
        await bound.Smsc.SendAsync(RawPeer.Unbind | RawPeer.Resp, 0, unbind.Sequence);
        await unbinding.Within();
    }

    [Fact]
    public async Task A_full_window_does_not_keep_the_answers_to_our_own_from_being_read()
    {
        await using var bound = await BoundClient.StartAsync(o => o with { InboundWindow = 1 });
        bound.Submit(1);
        var submit = await bound.Smsc.ExpectAsync(RawPeer.SubmitSm);
        await bound.Smsc.SendAsync(RawPeer.DeliverSm, 0, 50, RawPeer.Message("a"));
        await bound.Smsc.SendAsync(RawPeer.DeliverSm, 0, 51, RawPeer.Message("b"));
        await bound.Events.NextAsync<ClientEvent.Delivered>();
        while (!bound.Client.IsPaused)
            await Task.Yield();
        _ = bound.Client.UnbindAsync();
        Assert.Equal(51u, (await bound.Smsc.ExpectAsync(RawPeer.DeliverSm | RawPeer.Resp)).Sequence);
        await bound.Smsc.SendAsync(RawPeer.SubmitSm | RawPeer.Resp, 0, submit.Sequence, RawPeer.Text("id"));
        await bound.Events.NextAsync<ClientEvent.Answered>();
    }

    [Fact]
    public async Task A_server_that_unbinds_says_so_to_what_is_submitted()
    {
        await using var server = StartedServer.Start();
        var (esme, session) = await server.BindAsync();
        _ = session.UnbindAsync();
        await esme.ExpectAsync(RawPeer.Unbind);
        await esme.SendAsync(RawPeer.SubmitSm, 0, 2, RawPeer.Message("late"));
        Assert.Equal(SystemError, (await esme.ExpectAsync(RawPeer.SubmitSm | RawPeer.Resp)).Status);
    }
}
