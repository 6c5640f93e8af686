using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Tests.Sessions;

public class WhenThePeerMisbehaves
{
    [Fact]
    public async Task A_peer_that_dies_leaves_the_list_of_what_is_in_doubt()
    {
        await using var bound = await BoundClient.StartAsync();
        for (var token = 1; token <= 4; token++)
            bound.Submit(token);
        var awaited = bound.Client.RequestAsync(new QuerySm());
        var first = await bound.Smsc.ExpectAsync(RawPeer.SubmitSm);
        await bound.Smsc.SendAsync(RawPeer.SubmitSm | RawPeer.Resp, 0, first.Sequence, RawPeer.Text("a"));
        await bound.Events.NextAsync<ClientEvent.Answered>();
        bound.Smsc.Die();
        var end = (await bound.Events.NextAsync<ClientEvent.Closed>()).End;
        Assert.Equal([2, 3, 4], end.Unanswered.Order());
        Assert.Equal(EndReason.TransportFault, end.Reason);
        Assert.Equal(RequestOutcome.SessionEnded, (await awaited.Within()).Outcome);
        Assert.Equal(SendOutcome.Closed, bound.Submit(5));
        await bound.Client.WaitForRoomAsync(TestContext.Current.CancellationToken).Within();
        Assert.Same(end, await bound.Client.Completion.Within());
    }

    [Fact]
    public async Task A_peer_that_closes_without_unbind_is_told_from_one_that_unbinds()
    {
        await using var bound = await BoundClient.StartAsync();
        bound.Smsc.Dispose();
        Assert.Equal(EndReason.PeerClosed, (await bound.Events.NextAsync<ClientEvent.Closed>()).End.Reason);
    }

    [Theory]
    [InlineData("0000000f", "00000005000000000000002a")]
    [InlineData("00000000", "00000005000000000000002a")]
    [InlineData("00011171", "00000005000000000000002a")]
    [InlineData("ffffffff", "00000005000000000000002a")]
    public async Task A_length_that_cannot_be_is_answered_with_generic_nack_and_ends_the_session(string length, string rest)
    {
        await using var bound = await BoundClient.StartAsync();
        await bound.Smsc.SendAsync(Convert.FromHexString(length + rest));
        var nack = await bound.Smsc.ExpectAsync(RawPeer.Nack);
        Assert.Equal((2u, 42u), (nack.Status, nack.Sequence));
        await bound.Smsc.ExpectEndAsync();
        bound.Smsc.Dispose();
        Assert.Equal(EndReason.ProtocolError, (await bound.Events.NextAsync<ClientEvent.Closed>()).End.Reason);
    }

    [Fact]
    public async Task A_peer_that_does_not_close_after_our_last_word_is_closed()
    {
        await using var bound = await BoundClient.StartAsync();
        await bound.Smsc.SendAsync(new byte[16]);
        await bound.Smsc.ExpectAsync(RawPeer.Nack);
        bound.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(EndReason.ProtocolError, (await bound.Events.NextAsync<ClientEvent.Closed>()).End.Reason);
    }

    [Fact]
    public async Task The_longest_pdu_that_is_allowed_passes()
    {
        await using var server = StartedServer.Start(o => o with { MaxPduLength = 2000 });
        var (esme, _) = await server.BindAsync();
        var body = RawPeer.Message("");
        body += "0424" + (2000 - 16 - body.Length / 2 - 4).ToString("x4");
        body += new string('6', (2000 - 16) * 2 - body.Length);
        await esme.SendAsync(RawPeer.SubmitSm, 0, 1, body);
        Assert.Equal(2000 - 16 - RawPeer.Message("").Length / 2 - 4, (await server.Events.NextAsync<ServerEvent.Submitted>()).Text.Length);
        await esme.SendAsync(RawPeer.SubmitSm, 0, 2, body + "00");
        Assert.Equal(2u, (await esme.ExpectAsync(RawPeer.Nack)).Status);
        await esme.ExpectEndAsync();
    }

    [Fact]
    public async Task An_unknown_request_is_nacked_and_an_unknown_response_is_not_and_both_are_survived()
    {
        await using var bound = await BoundClient.StartAsync();
        await bound.Smsc.SendAsync(0x80000110, 0, 5);
        await bound.Smsc.SendAsync(0x00000999, 0, 6, "abcd");
        var nack = await bound.Smsc.ExpectAsync(RawPeer.Nack);
        Assert.Equal((3u, 6u), (nack.Status, nack.Sequence));
        await bound.Smsc.SendAsync(RawPeer.EnquireLink, 0, 7);
        Assert.Equal(7u, (await bound.Smsc.ExpectAsync(RawPeer.EnquireLink | RawPeer.Resp)).Sequence);
    }

    [Theory]
    [InlineData("00" + "0101" + "313233343536373839303132333435363738393031" + "3200", 0x0Au)]
    [InlineData("414243444546" + "00", 0x15u)]
    [InlineData("00" + "0101" + "3100" + "0000" + "3200" + "000000" + "0000" + "00000000" + "ff" + "41", 0x01u)]
    [InlineData("", 0x02u)]
    public async Task A_body_that_cannot_be_read_is_refused_with_the_field_named_and_the_session_goes_on(string body, uint status)
    {
        await using var bound = await BoundClient.StartAsync();
        await bound.Smsc.SendAsync(RawPeer.DeliverSm, 0, 11, body);
        var refusal = await bound.Smsc.ExpectAsync(RawPeer.DeliverSm | RawPeer.Resp);
        Assert.Equal((status, 11u), (refusal.Status, refusal.Sequence));
        await bound.Smsc.SendAsync(RawPeer.DeliverSm, 0, 12, RawPeer.Message("good"));
        Assert.Equal("good", (await bound.Events.NextAsync<ClientEvent.Delivered>()).Text);
    }

    [Fact]
    public async Task A_receipt_with_a_broken_last_tlv_is_heard_and_a_submit_with_one_is_refused()
    {
        await using var bound = await BoundClient.StartAsync();
        await bound.Smsc.SendAsync(RawPeer.DeliverSm, 0, 1, RawPeer.Message("receipt") + "0427000102" + "001e0041" + "3330");
        Assert.Equal("receipt", (await bound.Events.NextAsync<ClientEvent.Delivered>()).Text);

        await using var server = StartedServer.Start();
        var (esme, _) = await server.BindAsync();
        await esme.SendAsync(RawPeer.SubmitSm, 0, 1, RawPeer.Message("x") + "001e0041" + "3330");
        Assert.Equal(0xC0u, (await esme.ExpectAsync(RawPeer.SubmitSm | RawPeer.Resp)).Status);
    }

    [Fact]
    public async Task Octets_that_come_one_by_one_make_the_same_pdus()
    {
        await using var bound = await BoundClient.StartAsync();
        foreach (var octet in RawPeer.Pdu(RawPeer.DeliverSm, 0, 1, RawPeer.Message("slow")))
            await bound.Smsc.SendAsync([octet]);
        Assert.Equal("slow", (await bound.Events.NextAsync<ClientEvent.Delivered>()).Text);
    }

    [Fact]
    public async Task A_peer_that_does_not_read_stops_us_and_is_given_up_after_the_write_timeout()
    {
        await using var bound = await BoundClient.StartAsync(o => o with
        {
            Window = 10_000,
            MaxOutput = 64 * 1024,
            ResponseTimeout = TimeSpan.FromDays(1),
            WriteTimeout = TimeSpan.FromSeconds(30),
        });
        var (sent, refused) = (0, 0);
        for (SendOutcome outcome; (outcome = Payload(bound.Client, sent + 1)) != SendOutcome.Closed;)
        {
            Assert.True(outcome is SendOutcome.Sent or SendOutcome.OutputFull);
            if (outcome == SendOutcome.Sent)
            {
                sent++;
                continue;
            }
            refused++;
            bound.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
        Assert.True(refused >= 30);
        var end = (await bound.Events.NextAsync<ClientEvent.Closed>()).End;
        Assert.Equal((EndReason.OutputStalled, sent), (end.Reason, end.Unanswered.Count));
    }

    [Fact]
    public async Task A_peer_that_reads_again_gets_every_answer()
    {
        const int Questions = 400_000;
        await using var server = StartedServer.Start(o => o with { MaxOutput = 4096 });
        var (esme, _) = await server.BindAsync();
        var asking = Task.Run(
            async () =>
            {
                var batch = Enumerable.Range(0, 1000).SelectMany(i => RawPeer.Pdu(RawPeer.EnquireLink, 0, (uint)i)).ToArray();
                for (var asked = 0; asked < Questions; asked += 1000)
                    await esme.SendAsync(batch);
            },
            TestContext.Current.CancellationToken);
        await esme.ExpectOctetsAsync(Questions * 16);
        await asking.Within();
    }

    [Fact]
    public async Task Who_waits_for_room_is_woken_when_the_peer_reads()
    {
        const int Messages = 1000;
        await using var bound = await BoundClient.StartAsync(o => o with { Window = 10_000, MaxOutput = 4096 });
        var reading = Task.Run(
            async () =>
            {
                for (var read = 0; read < Messages; read++)
                    await bound.Smsc.ExpectAsync(RawPeer.SubmitSm);
            },
            TestContext.Current.CancellationToken);
        var waits = 0;
        for (var sent = 0; sent < Messages;)
        {
            if (Payload(bound.Client, sent) == SendOutcome.Sent)
            {
                sent++;
                continue;
            }
            waits++;
            await bound.Client.WaitForRoomAsync(TestContext.Current.CancellationToken).Within();
        }
        await reading.Within();
        Assert.NotEqual(0, waits);
    }

    [Fact]
    public async Task A_handler_that_throws_ends_the_session_with_the_cause()
    {
        using var listener = RawPeer.Listen(out var endPoint);
        var handler = new Thrower();
        var connecting = SmppClient.ConnectAsync(BoundClient.Options(endPoint), handler, TimeProvider.System, Patience.Token);
        using var smsc = await RawPeer.AcceptAsync(listener);
        await smsc.AcceptBindAsync();
        await using var client = Assert.IsType<SmppConnectResult.Bound>(await connecting.Within()).Client;
        await smsc.SendAsync(RawPeer.DeliverSm, 0, 1, RawPeer.Message("boom"));
        var end = await client.Completion.Within();
        Assert.Equal((EndReason.HandlerFault, "boom"), (end.Reason, end.Cause?.Message));
    }

    private static SendOutcome Payload(SmppClient client, long token)
    {
        Span<byte> octets = stackalloc byte[8200];
        var tlvs = new TlvWriter(octets);
        tlvs.Add(SmppTlvs.MessagePayload, octets[^8192..]);
        return client.Submit(new SubmitSm { Tlvs = tlvs.Written }, token);
    }

    private sealed class Thrower : ISmppClientHandler
    {
        public void OnSubmitSmResp(SmppClient session, long token, CommandStatus status, in SubmitSmResp response)
        {
        }

        public void OnDeliverSm(SmppClient session, in DeliverSm pdu, ReplyTicket ticket) =>
            throw new InvalidOperationException("boom");

        public void OnResponseTimeout(SmppClient session, long token)
        {
        }

        public void OnClosed(SmppClient session, SessionEnd end)
        {
        }
    }
}
