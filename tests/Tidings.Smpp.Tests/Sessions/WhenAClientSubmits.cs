using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;

namespace Tidings.Smpp.Tests.Sessions;

public class WhenAClientSubmits
{
    private const uint SubmitSmResp = RawPeer.SubmitSm | RawPeer.Resp;

    [Fact]
    public async Task The_octets_are_those_of_the_standard()
    {
        await using var bound = await BoundClient.StartAsync();
        Assert.Equal(SendOutcome.Sent, bound.Submit(1));
        var submit = await bound.Smsc.ExpectAsync(RawPeer.SubmitSm);
        Assert.Equal(
            "00" + "0500" + RawPeer.Text("Bank") + "0101" + RawPeer.Text("447700900123") + "000000" + "0000" + "01000000" + "05" + "48656c6c6f",
            submit.Hex);
    }

    [Fact]
    public async Task Answers_find_their_tokens_in_any_order()
    {
        await using var bound = await BoundClient.StartAsync();
        for (var token = 100; token < 105; token++)
            Assert.Equal(SendOutcome.Sent, bound.Submit(token));
        List<RawPdu> submits = [];
        while (submits.Count < 5)
            submits.Add(await bound.Smsc.ExpectAsync(RawPeer.SubmitSm));
        foreach (var i in (int[])[3, 0, 4, 2, 1])
            await bound.Smsc.SendAsync(SubmitSmResp, i == 2 ? 0x58u : 0, submits[i].Sequence, i == 2 ? "" : RawPeer.Text($"id{i}"));
        Assert.Equal(new(103, CommandStatus.ESME_ROK, "id3"), await bound.Events.NextAsync<ClientEvent.Answered>());
        Assert.Equal(new(100, CommandStatus.ESME_ROK, "id0"), await bound.Events.NextAsync<ClientEvent.Answered>());
        Assert.Equal(new(104, CommandStatus.ESME_ROK, "id4"), await bound.Events.NextAsync<ClientEvent.Answered>());
        Assert.Equal(new(102, CommandStatus.ESME_RTHROTTLED, ""), await bound.Events.NextAsync<ClientEvent.Answered>());
        Assert.Equal(new(101, CommandStatus.ESME_ROK, "id1"), await bound.Events.NextAsync<ClientEvent.Answered>());
        Assert.Equal(0, bound.Client.InFlight);
    }

    [Fact]
    public async Task The_window_takes_as_many_as_it_says_and_one_answer_makes_room_for_one()
    {
        await using var bound = await BoundClient.StartAsync(o => o with { Window = 3 });
        Assert.Equal([SendOutcome.Sent, SendOutcome.Sent, SendOutcome.Sent, SendOutcome.WindowFull], Enumerable.Range(1, 4).Select(i => bound.Submit(i)));
        var room = bound.Client.WaitForRoomAsync(TestContext.Current.CancellationToken);
        Assert.False(room.IsCompleted);
        var first = await bound.Smsc.ExpectAsync(RawPeer.SubmitSm);
        await bound.Smsc.SendAsync(SubmitSmResp, 0, first.Sequence, RawPeer.Text("a"));
        await room.Within();
        Assert.Equal([SendOutcome.Sent, SendOutcome.WindowFull], [bound.Submit(5), bound.Submit(6)]);
    }

    [Fact]
    public async Task A_request_that_waits_long_does_not_hold_up_the_others()
    {
        await using var bound = await BoundClient.StartAsync(o => o with { Window = 2 });
        bound.Submit(0);
        var stuck = await bound.Smsc.ExpectAsync(RawPeer.SubmitSm);
        HashSet<uint> used = [stuck.Sequence];
        for (var token = 1; token < 100; token++)
        {
            Assert.Equal(SendOutcome.Sent, bound.Submit(token));
            var submit = await bound.Smsc.ExpectAsync(RawPeer.SubmitSm);
            Assert.True(used.Add(submit.Sequence));
            await bound.Smsc.SendAsync(SubmitSmResp, 0, submit.Sequence, RawPeer.Text("x"));
            Assert.Equal(token, (await bound.Events.NextAsync<ClientEvent.Answered>()).Token);
        }
        await bound.Smsc.SendAsync(SubmitSmResp, 0, stuck.Sequence, RawPeer.Text("late"));
        Assert.Equal(new(0, CommandStatus.ESME_ROK, "late"), await bound.Events.NextAsync<ClientEvent.Answered>());
    }

    [Fact]
    public async Task An_answer_that_never_comes_times_out_and_frees_its_place_and_one_that_comes_late_is_told_as_late_once()
    {
        await using var bound = await BoundClient.StartAsync(o => o with { Window = 1, ResponseTimeout = TimeSpan.FromSeconds(5) });
        bound.Submit(7);
        var submit = await bound.Smsc.ExpectAsync(RawPeer.SubmitSm);
        bound.Clock.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Equal(0, bound.Events.Count);
        bound.Clock.Advance(TimeSpan.FromSeconds(0.6));
        Assert.Equal(7, (await bound.Events.NextAsync<ClientEvent.TimedOut>()).Token);
        Assert.Equal(SendOutcome.Sent, bound.Submit(8));
        var second = await bound.Smsc.ExpectAsync(RawPeer.SubmitSm);
        await bound.Smsc.SendAsync(SubmitSmResp, 0, submit.Sequence, RawPeer.Text("late"));
        await bound.Smsc.SendAsync(SubmitSmResp, 0, submit.Sequence, RawPeer.Text("again"));
        Assert.Equal(new(7, CommandStatus.ESME_ROK, "late"), await bound.Events.NextAsync<ClientEvent.AnsweredLate>());
        await bound.Smsc.SendAsync(SubmitSmResp, 0, second.Sequence, RawPeer.Text("good"));
        Assert.Equal(new(8, CommandStatus.ESME_ROK, "good"), await bound.Events.NextAsync<ClientEvent.Answered>());
    }

    [Fact]
    public async Task A_generic_nack_answers_and_a_response_of_another_kind_does_not()
    {
        await using var bound = await BoundClient.StartAsync();
        bound.Submit(1);
        var submit = await bound.Smsc.ExpectAsync(RawPeer.SubmitSm);
        await bound.Smsc.SendAsync(RawPeer.DeliverSm | RawPeer.Resp, 0, submit.Sequence, "00");
        await bound.Smsc.SendAsync(RawPeer.Nack, 3, submit.Sequence);
        Assert.Equal(new(1, CommandStatus.ESME_RINVCMDID, ""), await bound.Events.NextAsync<ClientEvent.Answered>());
    }

    [Fact]
    public async Task A_response_without_its_nul_or_without_a_body_is_still_an_answer()
    {
        await using var bound = await BoundClient.StartAsync();
        bound.Submit(1);
        bound.Submit(2);
        await bound.Smsc.SendAsync(SubmitSmResp, 0, (await bound.Smsc.ExpectAsync(RawPeer.SubmitSm)).Sequence, "39");
        await bound.Smsc.SendAsync(SubmitSmResp, 0, (await bound.Smsc.ExpectAsync(RawPeer.SubmitSm)).Sequence);
        Assert.Equal(new(1, CommandStatus.ESME_ROK, "9"), await bound.Events.NextAsync<ClientEvent.Answered>());
        Assert.Equal(new(2, CommandStatus.ESME_ROK, ""), await bound.Events.NextAsync<ClientEvent.Answered>());
    }

    [Fact]
    public async Task A_pdu_that_may_not_be_sent_is_refused_and_leaves_no_trace()
    {
        await using var bound = await BoundClient.StartAsync();
        var bad = new SubmitSm { Destination = new SmppAddress(TypeOfNumber.International, NumberingPlan.Isdn, "123456789012345678901"u8) };
        Assert.Equal(SendOutcome.InvalidPdu, bound.Client.Submit(bad, 1));
        Assert.Equal(0, bound.Client.InFlight);
        Assert.Equal(SendOutcome.Sent, bound.Submit(2));
        Assert.EndsWith("48656c6c6f", (await bound.Smsc.ExpectAsync(RawPeer.SubmitSm)).Hex);
    }

    [Fact]
    public async Task A_receiver_may_not()
    {
        await using var bound = await BoundClient.StartAsync(o => o with { Bind = BindKind.Receiver });
        Assert.Equal(SendOutcome.NotAllowed, bound.Submit(1));
    }

    [Fact]
    public async Task Binding_and_unbinding_are_the_sessions_own_business()
    {
        await using var bound = await BoundClient.StartAsync();
        Assert.Equal(SendOutcome.NotAllowed, bound.Client.Send(new Unbind(), 1));
        Assert.Equal(SendOutcome.NotAllowed, (await bound.Client.RequestAsync(new Bind())).Send);
    }

    [Fact]
    public async Task Other_requests_are_answered_by_token_or_awaited()
    {
        await using var bound = await BoundClient.StartAsync();
        Assert.Equal(SendOutcome.Sent, bound.Client.Send(new CancelSm { MessageId = "1"u8 }, 55));
        var awaited = bound.Client.RequestAsync(new QuerySm { MessageId = "1"u8 });
        await bound.Smsc.SendAsync(0x80000008, 0x11, (await bound.Smsc.ExpectAsync(8)).Sequence);
        await bound.Smsc.SendAsync(0x80000003, 0, (await bound.Smsc.ExpectAsync(3)).Sequence, RawPeer.Text("1") + "00" + "0200");
        Assert.Equal(new(55, CommandId.CancelSmResp, CommandStatus.ESME_RCANCELFAIL), await bound.Events.NextAsync<ClientEvent.Response>());
        Assert.Equal(MessageState.Delivered, StateIn(await awaited.Within()));
    }

    private static MessageState StateIn(RequestResult result)
    {
        Assert.False(result.Decode(out QuerySmResp response).IsFault);
        return response.MessageState;
    }
}
