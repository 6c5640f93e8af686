using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Tests.Sessions;

public class WhenResponsesSayMore
{
    private const string Congested = "0428000163", FailureReason = "0425000101";

    [Theory]
    [InlineData(0u)]
    [InlineData(0x58u)]
    public async Task The_tlvs_of_a_submit_sm_resp_are_heard_whatever_its_status(uint status)
    {
        await using var bound = await BoundClient.StartAsync();
        bound.Submit(1);
        var submit = await bound.Smsc.ExpectAsync(RawPeer.SubmitSm);
        await bound.Smsc.SendAsync(RawPeer.SubmitSm | RawPeer.Resp, status, submit.Sequence, RawPeer.Text("id") + Congested);
        var answer = await bound.Events.NextAsync<ClientEvent.Answered>();
        Assert.Equal((status, "id", Congested), ((uint)answer.Status, answer.MessageId, answer.Tlvs));
    }

    [Theory]
    [InlineData(0x80000005u)]
    [InlineData(0x80000103u)]
    public async Task The_tlvs_of_the_answer_to_a_receipt_are_heard(uint response)
    {
        await using var server = StartedServer.Start();
        var (esme, session) = await server.BindAsync();
        var outcome = response == 0x80000005u ? session.Deliver(new DeliverSm(), 7) : session.Send(new DataSm(), 7);
        Assert.Equal(SendOutcome.Sent, outcome);
        var request = await esme.ExpectAsync(response & 0x7FFFFFFF);
        await esme.SendAsync(response, 0x65, request.Sequence, "00" + FailureReason);
        var answer = await server.Events.NextAsync<ServerEvent.Answered>();
        Assert.Equal((7L, 0x65u, FailureReason), (answer.Token, (uint)answer.Status, answer.Tlvs));
    }

    [Theory]
    [InlineData(CommandStatus.ESME_ROK, "696400" + Congested)]
    [InlineData(CommandStatus.ESME_RTHROTTLED, "00" + Congested)]
    public async Task A_server_adds_tlvs_to_its_answer(CommandStatus status, string body)
    {
        await using var server = StartedServer.Start();
        var (esme, session) = await server.BindAsync();
        await esme.SendAsync(RawPeer.SubmitSm, 0, 2, RawPeer.Message("x"));
        var submitted = await server.Events.NextAsync<ServerEvent.Submitted>();
        session.ReplySubmitSm(submitted.Ticket, status, "id"u8, new TlvBlock(Convert.FromHexString(Congested)));
        Assert.Equal(body, (await esme.ExpectAsync(RawPeer.SubmitSm | RawPeer.Resp)).Hex);
    }

    [Fact]
    public async Task A_nack_goes_where_the_response_would_have_gone()
    {
        await using var bound = await BoundClient.StartAsync();
        bound.Client.Send(new QuerySm { MessageId = "x"u8 }, 5);
        var query = await bound.Smsc.ReadAsync();
        await bound.Smsc.SendAsync(RawPeer.Nack, 3, query.Sequence);
        var response = await bound.Events.NextAsync<ClientEvent.Response>();
        Assert.Equal((5L, CommandId.GenericNack, 3u), (response.Token, response.Command, (uint)response.Status));
        bound.Submit(6);
        var submit = await bound.Smsc.ExpectAsync(RawPeer.SubmitSm);
        await bound.Smsc.SendAsync(RawPeer.Nack, 2, submit.Sequence);
        Assert.Equal(6, (await bound.Events.NextAsync<ClientEvent.Answered>()).Token);
    }

    [Fact]
    public async Task A_data_sm_with_a_broken_last_tlv_is_heard_as_a_deliver_sm_is()
    {
        await using var bound = await BoundClient.StartAsync();
        await bound.Smsc.SendAsync(0x103, 0, 1, "00" + "0101" + RawPeer.Text("1") + "0000" + RawPeer.Text("2") + "000000" + "0427000102" + "001e004133");
        Assert.Equal("0427000102", (await bound.Events.NextAsync<ClientEvent.Data>()).Tlvs);
    }
}
