using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;

namespace Tidings.Smpp.Tests.Sessions;

public class WhenAnSmscServes
{
    [Fact]
    public async Task A_bind_is_decided_by_the_owner_and_answered_with_name_and_version()
    {
        await using var server = StartedServer.Start();
        using var esme = await RawPeer.ConnectAsync(server.Server.EndPoint);
        await esme.SendAsync(RawPeer.BindTransceiver, 0, 9, StartedServer.BindBody());
        var answer = await esme.ExpectAsync(RawPeer.BindTransceiver | RawPeer.Resp);
        Assert.Equal((0u, 9u, RawPeer.Text("smsc") + "0210000134"), (answer.Status, answer.Sequence, answer.Hex));
        Assert.Equal(("esme", "secret", "bank"), (server.Events.LastBind!.SystemId, server.Events.LastBind.Password, server.Events.LastBind.SystemType));
    }

    [Fact]
    public async Task An_old_esme_gets_no_tlv()
    {
        await using var server = StartedServer.Start();
        using var esme = await RawPeer.ConnectAsync(server.Server.EndPoint);
        await esme.SendAsync(RawPeer.BindReceiver, 0, 1, StartedServer.BindBody().Replace("340000", "330000", StringComparison.Ordinal));
        Assert.Equal(RawPeer.Text("smsc"), (await esme.ExpectAsync(RawPeer.BindReceiver | RawPeer.Resp)).Hex);
    }

    [Fact]
    public async Task A_wrong_password_is_refused_and_the_connection_closed()
    {
        await using var server = StartedServer.Start();
        using var esme = await RawPeer.ConnectAsync(server.Server.EndPoint);
        await esme.SendAsync(RawPeer.BindTransmitter, 0, 1, StartedServer.BindBody("wrong"));
        Assert.Equal(0x0Eu, (await esme.ExpectAsync(RawPeer.BindTransmitter | RawPeer.Resp)).Status);
        await esme.ExpectEndAsync();
        Assert.Equal(0, server.Events.Count);
    }

    [Fact]
    public async Task A_submit_before_the_bind_and_a_second_bind_are_refused()
    {
        await using var server = StartedServer.Start();
        using var esme = await RawPeer.ConnectAsync(server.Server.EndPoint);
        await esme.SendAsync(RawPeer.SubmitSm, 0, 1, RawPeer.Message("too early"));
        Assert.Equal(4u, (await esme.ExpectAsync(RawPeer.SubmitSm | RawPeer.Resp)).Status);
        await esme.SendAsync(RawPeer.BindTransceiver, 0, 2, StartedServer.BindBody());
        Assert.Equal(0u, (await esme.ExpectAsync(RawPeer.BindTransceiver | RawPeer.Resp)).Status);
        await esme.SendAsync(RawPeer.BindTransmitter, 0, 3, StartedServer.BindBody());
        Assert.Equal(5u, (await esme.ExpectAsync(RawPeer.BindTransmitter | RawPeer.Resp)).Status);
    }

    [Fact]
    public async Task A_receiver_may_not_submit()
    {
        await using var server = StartedServer.Start();
        var (esme, _) = await server.BindAsync(RawPeer.BindReceiver);
        await esme.SendAsync(RawPeer.SubmitSm, 0, 5, RawPeer.Message("no"));
        Assert.Equal((4u, 5u), (await esme.ExpectAsync(RawPeer.SubmitSm | RawPeer.Resp)) is var r ? (r.Status, r.Sequence) : default);
    }

    [Fact]
    public async Task Answers_may_come_later_and_in_any_order_and_each_once()
    {
        await using var server = StartedServer.Start();
        var (esme, session) = await server.BindAsync();
        for (var i = 0u; i < 3; i++)
            await esme.SendAsync(RawPeer.SubmitSm, 0, 0x90000000 + i, RawPeer.Message($"m{i}"));
        List<ServerEvent.Submitted> heard = [];
        while (heard.Count < 3)
            heard.Add(await server.Events.NextAsync<ServerEvent.Submitted>());
        Assert.Equal(["m0", "m1", "m2"], heard.Select(h => h.Text));
        Assert.Equal(ReplyOutcome.Sent, session.ReplySubmitSm(heard[2].Ticket, CommandStatus.ESME_ROK, "c"u8));
        Assert.Equal(ReplyOutcome.Sent, session.ReplySubmitSm(heard[0].Ticket, CommandStatus.ESME_RMSGQFUL, default));
        Assert.Equal(ReplyOutcome.AlreadyAnswered, session.ReplySubmitSm(heard[2].Ticket, CommandStatus.ESME_ROK, "again"u8));
        Assert.Equal(ReplyOutcome.InvalidPdu, session.Reply(heard[1].Ticket, CommandStatus.ESME_ROK, new DeliverSmResp()));
        var third = await esme.ExpectAsync(RawPeer.SubmitSm | RawPeer.Resp);
        var first = await esme.ExpectAsync(RawPeer.SubmitSm | RawPeer.Resp);
        Assert.Equal((0x90000002u, 0u, RawPeer.Text("c")), (third.Sequence, third.Status, third.Hex));
        Assert.Equal((0x90000000u, 0x14u, ""), (first.Sequence, first.Status, first.Hex));
        Assert.Equal(1, session.Unanswered);
    }

    [Fact]
    public async Task At_a_full_inbound_window_nothing_more_is_read_until_one_is_answered()
    {
        await using var server = StartedServer.Start(o => o with { InboundWindow = 2 });
        var (esme, session) = await server.BindAsync();
        for (var i = 1u; i <= 3; i++)
            await esme.SendAsync(RawPeer.SubmitSm, 0, i, RawPeer.Message($"m{i}"));
        var first = await server.Events.NextAsync<ServerEvent.Submitted>();
        await server.Events.NextAsync<ServerEvent.Submitted>();
        Assert.Equal((0, 2), (server.Events.Count, session.Unanswered));
        session.Reply(first.Ticket, CommandStatus.ESME_ROK);
        Assert.Equal("m3", (await server.Events.NextAsync<ServerEvent.Submitted>()).Text);
    }

    [Fact]
    public async Task Receipts_go_out_within_a_window_and_their_answers_come_back()
    {
        await using var server = StartedServer.Start(o => o with { Window = 2 });
        var (esme, session) = await server.BindAsync(RawPeer.BindReceiver);
        Assert.Equal([SendOutcome.Sent, SendOutcome.Sent, SendOutcome.WindowFull], [Deliver(session, 1), Deliver(session, 2), Deliver(session, 3)]);
        var one = await esme.ExpectAsync(RawPeer.DeliverSm);
        var two = await esme.ExpectAsync(RawPeer.DeliverSm);
        await esme.SendAsync(RawPeer.DeliverSm | RawPeer.Resp, 0x64, two.Sequence);
        await esme.SendAsync(RawPeer.DeliverSm | RawPeer.Resp, 0, one.Sequence, "00");
        Assert.Equal(new(session, 2, CommandStatus.ESME_RX_T_APPN), await server.Events.NextAsync<ServerEvent.Answered>());
        Assert.Equal(new(session, 1, CommandStatus.ESME_ROK), await server.Events.NextAsync<ServerEvent.Answered>());
    }

    [Fact]
    public async Task A_transmitter_gets_no_receipts()
    {
        await using var server = StartedServer.Start();
        var (_, session) = await server.BindAsync(RawPeer.BindTransmitter);
        Assert.Equal(SendOutcome.NotAllowed, Deliver(session, 1));
    }

    [Fact]
    public async Task A_command_that_the_owner_does_not_serve_is_refused()
    {
        await using var server = StartedServer.Start();
        var (esme, _) = await server.BindAsync();
        await esme.SendAsync(3, 0, 4, RawPeer.Text("id") + "0000" + "00");
        Assert.Equal((0x80000003, 3u), (await esme.ReadAsync()) is var r ? (r.Id, r.Status) : default);
    }

    [Fact]
    public async Task Who_does_not_bind_in_time_is_closed_and_who_did_is_not()
    {
        await using var server = StartedServer.Start();
        var (bound, _) = await server.BindAsync();
        using var idle = await RawPeer.ConnectAsync(server.Server.EndPoint);
        while (server.Server.SessionCount < 2)
            await Task.Yield();
        server.Clock.Advance(TimeSpan.FromSeconds(10.5));
        await idle.ExpectEndAsync();
        await bound.SendAsync(RawPeer.EnquireLink, 0, 2);
        await bound.ExpectAsync(RawPeer.EnquireLink | RawPeer.Resp);
    }

    [Fact]
    public async Task One_connection_too_many_is_closed_and_the_last_that_fits_is_not()
    {
        await using var server = StartedServer.Start(o => o with { MaxSessions = 2 });
        // Held to the end: a peer that nobody holds is collected, and its session ends.
        var (first, _) = await server.BindAsync();
        using var held = first;
        var (second, _) = await server.BindAsync();
        using (var third = await RawPeer.ConnectAsync(server.Server.EndPoint))
            await third.ExpectEndAsync();
        second.Dispose();
        await server.Events.NextAsync<ServerEvent.Closed>();
        while (server.Server.SessionCount > 1)
            await Task.Yield();
        await server.BindAsync();
    }

    private static SendOutcome Deliver(SmppServerSession session, long token) => session.Deliver(
        new DeliverSm
        {
            Source = new SmppAddress(TypeOfNumber.International, NumberingPlan.Isdn, "447700900123"u8),
            EsmClass = EsmClass.DeliveryReceipt,
            ShortMessage = "receipt"u8,
        },
        token);
}
