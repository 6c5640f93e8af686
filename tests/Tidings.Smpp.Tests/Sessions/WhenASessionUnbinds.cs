using Tidings.Smpp.Codec;
using Tidings.Smpp.Sessions;

namespace Tidings.Smpp.Tests.Sessions;

public class WhenASessionUnbinds
{
    [Fact]
    public async Task Unbind_waits_for_the_window_to_drain_both_ways()
    {
        await using var bound = await BoundClient.StartAsync();
        bound.Submit(1);
        var submit = await bound.Smsc.ExpectAsync(RawPeer.SubmitSm);
        await bound.Smsc.SendAsync(RawPeer.DeliverSm, 0, 50, RawPeer.Message("mo"));
        var delivered = await bound.Events.NextAsync<ClientEvent.Delivered>();
        var unbinding = bound.Client.UnbindAsync();
        Assert.Equal(SendOutcome.Closed, bound.Submit(2));
        await bound.Smsc.SendAsync(RawPeer.SubmitSm | RawPeer.Resp, 0, submit.Sequence, RawPeer.Text("a"));
        Assert.Equal(1, (await bound.Events.NextAsync<ClientEvent.Answered>()).Token);
        Assert.Equal(ReplyOutcome.Sent, bound.Client.Reply(delivered.Ticket, CommandStatus.ESME_ROK));
        await bound.Smsc.ExpectAsync(RawPeer.DeliverSm | RawPeer.Resp);
        var unbind = await bound.Smsc.ExpectAsync(RawPeer.Unbind);
        await bound.Smsc.SendAsync(RawPeer.Unbind | RawPeer.Resp, 0, unbind.Sequence);
        await unbinding.Within();
        var end = (await bound.Events.NextAsync<ClientEvent.Closed>()).End;
        Assert.Equal(EndReason.LocalUnbind, end.Reason);
        Assert.Empty(end.Unanswered);
        await bound.Smsc.ExpectEndAsync();
    }

    [Fact]
    public async Task What_does_not_drain_in_time_is_left_in_doubt()
    {
        await using var bound = await BoundClient.StartAsync(o => o with { UnbindTimeout = TimeSpan.FromSeconds(3) });
        bound.Submit(1);
        await bound.Smsc.ExpectAsync(RawPeer.SubmitSm);
        var unbinding = bound.Client.UnbindAsync();
        bound.Clock.Advance(TimeSpan.FromSeconds(3));
        await bound.Smsc.ExpectAsync(RawPeer.Unbind);
        bound.Clock.Advance(TimeSpan.FromSeconds(3));
        await unbinding.Within();
        var end = (await bound.Events.NextAsync<ClientEvent.Closed>()).End;
        Assert.Equal(EndReason.LocalUnbind, end.Reason);
        Assert.Equal([1], end.Unanswered);
    }

    [Fact]
    public async Task A_peer_that_closes_instead_of_answering_unbind_is_forgiven()
    {
        await using var bound = await BoundClient.StartAsync();
        var unbinding = bound.Client.UnbindAsync();
        await bound.Smsc.ExpectAsync(RawPeer.Unbind);
        bound.Smsc.Dispose();
        await unbinding.Within();
        Assert.Equal(EndReason.LocalUnbind, (await bound.Events.NextAsync<ClientEvent.Closed>()).End.Reason);
    }

    [Fact]
    public async Task The_peers_unbind_is_answered_when_what_is_unanswered_has_been()
    {
        await using var bound = await BoundClient.StartAsync();
        bound.Submit(1);
        var submit = await bound.Smsc.ExpectAsync(RawPeer.SubmitSm);
        await bound.Smsc.SendAsync(RawPeer.Unbind, 0, 99);
        await bound.Smsc.SendAsync(RawPeer.EnquireLink, 0, 100);
        await bound.Smsc.ExpectAsync(RawPeer.EnquireLink | RawPeer.Resp);
        Assert.Equal(SendOutcome.Closed, bound.Submit(2));
        await bound.Smsc.SendAsync(RawPeer.SubmitSm | RawPeer.Resp, 0, submit.Sequence, RawPeer.Text("a"));
        Assert.Equal(99u, (await bound.Smsc.ExpectAsync(RawPeer.Unbind | RawPeer.Resp)).Sequence);
        await bound.Smsc.ExpectEndAsync();
        bound.Smsc.Dispose();
        Assert.Equal(1, (await bound.Events.NextAsync<ClientEvent.Answered>()).Token);
        Assert.Equal(EndReason.PeerUnbind, (await bound.Events.NextAsync<ClientEvent.Closed>()).End.Reason);
    }

    [Fact]
    public async Task The_peers_unbind_is_answered_after_the_unbind_timeout_at_the_latest()
    {
        await using var bound = await BoundClient.StartAsync(o => o with { UnbindTimeout = TimeSpan.FromSeconds(3) });
        bound.Submit(1);
        await bound.Smsc.ExpectAsync(RawPeer.SubmitSm);
        await bound.Smsc.SendAsync(RawPeer.Unbind, 0, 99);
        await bound.Smsc.SendAsync(RawPeer.EnquireLink, 0, 100);
        await bound.Smsc.ExpectAsync(RawPeer.EnquireLink | RawPeer.Resp);
        bound.Clock.Advance(TimeSpan.FromSeconds(4));
        await bound.Smsc.ExpectAsync(RawPeer.Unbind | RawPeer.Resp);
        bound.Smsc.Dispose();
        Assert.Equal([1], (await bound.Events.NextAsync<ClientEvent.Closed>()).End.Unanswered);
    }

    [Fact]
    public async Task Two_unbinds_that_cross_are_both_answered()
    {
        await using var bound = await BoundClient.StartAsync();
        var unbinding = bound.Client.UnbindAsync();
        var unbind = await bound.Smsc.ExpectAsync(RawPeer.Unbind);
        await bound.Smsc.SendAsync(RawPeer.Unbind, 0, 5);
        Assert.Equal(0u, (await bound.Smsc.ExpectAsync(RawPeer.Unbind | RawPeer.Resp)).Status);
        await bound.Smsc.SendAsync(RawPeer.Unbind | RawPeer.Resp, 0, unbind.Sequence);
        await unbinding.Within();
    }

    [Fact]
    public async Task A_server_that_stops_still_answers_who_has_unbound()
    {
        await using var server = StartedServer.Start();
        var (esme, session) = await server.BindAsync();
        await esme.SendAsync(RawPeer.SubmitSm, 0, 2, RawPeer.Message("last"));
        var submitted = await server.Events.NextAsync<ServerEvent.Submitted>();
        await esme.SendAsync(RawPeer.Unbind, 0, 3);
        while (session.State != SessionState.Unbound)
            await Task.Yield();
        var stopping = server.Server.StopAsync();
        for (var i = 10u; i < 60; i++)
        {
            await esme.SendAsync(RawPeer.EnquireLink, 0, i);
            await esme.ExpectAsync(RawPeer.EnquireLink | RawPeer.Resp);
        }
        session.ReplySubmitSm(submitted.Ticket, CommandStatus.ESME_ROK, "id"u8);
        Assert.Equal(2u, (await esme.ExpectAsync(RawPeer.SubmitSm | RawPeer.Resp)).Sequence);
        Assert.Equal(3u, (await esme.ExpectAsync(RawPeer.Unbind | RawPeer.Resp)).Sequence);
        esme.Dispose();
        await stopping.Within();
    }

    [Fact]
    public async Task A_server_that_stops_unbinds_all()
    {
        await using var server = StartedServer.Start();
        var (esme, _) = await server.BindAsync();
        using var unbound = await RawPeer.ConnectAsync(server.Server.EndPoint);
        while (server.Server.SessionCount < 2)
            await Task.Yield();
        var stopping = server.Server.StopAsync();
        var unbind = await esme.ExpectAsync(RawPeer.Unbind);
        await esme.SendAsync(RawPeer.Unbind | RawPeer.Resp, 0, unbind.Sequence);
        await stopping.Within();
        await unbound.ExpectEndAsync();
        Assert.Equal(0, server.Server.SessionCount);
    }
}
