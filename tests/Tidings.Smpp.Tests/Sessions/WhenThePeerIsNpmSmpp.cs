using System.Net;
using System.Text;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;
using Tidings.Smpp.Text;
using Tidings.Smpp.Tlvs;

namespace Tidings.Smpp.Tests.Sessions;

public class WhenThePeerIsNpmSmpp
{
    [Fact]
    public async Task Our_client_and_its_server_understand_each_other()
    {
        using var node = await NodePeer.StartAsync("server.js");
        var port = (await node.NextAsync()).GetProperty("port").GetInt32();
        var events = new ClientEvents { AnswersAtOnce = true };
        var connecting = SmppClient.ConnectAsync(
            BoundClient.Options(new IPEndPoint(IPAddress.Loopback, port)), events, TimeProvider.System, Patience.Token);
        await using var client = Assert.IsType<SmppConnectResult.Bound>(await connecting.Within()).Client;
        Assert.Equal(("node", (byte)0x34), (client.PeerSystemId, client.PeerInterfaceVersion));
        Assert.Equal("""{"command":"bind_transceiver","system_id":"esme","password":"secret","version":52}""", (await node.NextAsync()).GetRawText());

        Assert.Equal(SendOutcome.Sent, Submit(client));
        var submitted = await node.NextAsync();
        Assert.Equal(
            """{"command":"submit_sm","from":"Bank","to":"447700900123","text":"","payload":"€","reference":4660,"coding":8}""",
            submitted.GetRawText());
        var answer = await events.NextAsync<ClientEvent.Answered>();
        Assert.Equal((1, CommandStatus.ESME_ROK), (answer.Token, answer.Status));
        Assert.Equal($"id:{answer.MessageId} stat:DELIVRD", (await events.NextAsync<ClientEvent.Delivered>()).Text);
        Assert.Equal("""{"command":"deliver_sm_resp","status":0}""", (await node.NextAsync()).GetRawText());

        var state = await client.RequestAsync(new QuerySm { MessageId = Encoding.ASCII.GetBytes(answer.MessageId) }).Within();
        Assert.False(state.Decode(out QuerySmResp response).IsFault);
        Assert.Equal(MessageState.Delivered, response.MessageState);
        await client.UnbindAsync().Within();
        Assert.Equal("""{"command":"unbind"}""", (await node.NextAsync()).GetRawText());
        Assert.Equal(EndReason.LocalUnbind, (await events.NextAsync<ClientEvent.Closed>()).End.Reason);
    }

    [Fact]
    public async Task Its_client_and_our_server_understand_each_other()
    {
        var handler = new Receipts();
        await using var server = SmppServer.Start(
            new SmppServerOptions { EndPoint = new IPEndPoint(IPAddress.Loopback, 0), SystemId = "smsc" }, handler, TimeProvider.System);
        using var node = await NodePeer.StartAsync("client.js", server.EndPoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var said = (await node.RestAsync()).Select(line => line.GetRawText()).ToList();
        Assert.Equal("""{"command":"bind_transceiver_resp","status":0,"system_id":"smsc","version":52}""", said[0]);
        foreach (var i in (int[])[0, 1, 2])
        {
            Assert.Contains($$"""{"command":"submit_sm_resp","status":0,"id":"m{{i}}"}""", said);
            Assert.Contains($$"""{"command":"deliver_sm","from":"44770090012{{i}}","text":"id:m{{i}}","receipted":"m{{i}}","state":2}""", said);
        }
        Assert.Equal(["""{"command":"enquire_link_resp","status":0}""", """{"command":"unbind_resp","status":0}"""], said[^2..]);
        Assert.Equal(["Hello", "Zürich", string.Concat(Enumerable.Repeat("Ω€", 40))], handler.Texts);
        Assert.Equal(EndReason.PeerUnbind, (await handler.Ended.Task.Within()).Reason);
    }

    private static SendOutcome Submit(SmppClient client)
    {
        var tlvs = new TlvWriter(stackalloc byte[32]);
        tlvs.Add(SmppTlvs.UserMessageReference, 0x1234);
        tlvs.Add(SmppTlvs.MessagePayload, [0x20, 0xAC]);
        return client.Submit(
            new SubmitSm
            {
                Source = new SmppAddress(TypeOfNumber.Alphanumeric, NumberingPlan.Unknown, "Bank"u8),
                Destination = new SmppAddress(TypeOfNumber.International, NumberingPlan.Isdn, "447700900123"u8),
                DataCoding = 8,
                Tlvs = tlvs.Written,
            },
            token: 1);
    }

    /// <summary>Answers each message and sends its receipt.</summary>
    private sealed class Receipts : ISmppServerHandler
    {
        public List<string> Texts { get; } = [];

        public TaskCompletionSource<SessionEnd> Ended { get; } = new();

        public ValueTask<BindDecision> OnBindAsync(SmppServerSession session, BindRequest request, CancellationToken cancellation) =>
            ValueTask.FromResult(request is { SystemId: "node", Password: "secret" }
                ? BindDecision.Accept
                : BindDecision.Refuse(CommandStatus.ESME_RBINDFAIL));

        public void OnSubmitSm(SmppServerSession session, in SubmitSm pdu, ReplyTicket ticket)
        {
            Texts.Add(pdu.DataCoding == 8
                ? Encoding.BigEndianUnicode.GetString(pdu.UserData)
                : TextDecoder.DecodeBody(pdu.UserData, DefaultAlphabet.Gsm7, NationalLanguage.None, NationalLanguage.None, 0)!);
            var id = Encoding.ASCII.GetBytes($"m{(pdu.Tlvs.TryGet(SmppTlvs.UserMessageReference, out var i) ? i : -1)}");
            session.ReplySubmitSm(ticket, CommandStatus.ESME_ROK, id);
            var tlvs = new TlvWriter(stackalloc byte[64]);
            tlvs.Add(SmppTlvs.ReceiptedMessageId, id);
            tlvs.Add(SmppTlvs.MessageState, (byte)MessageState.Delivered);
            session.Deliver(
                new DeliverSm { Source = pdu.Destination, EsmClass = EsmClass.DeliveryReceipt, ShortMessage = [.. "id:"u8, .. id], Tlvs = tlvs.Written },
                token: i);
        }

        public void OnClosed(SmppServerSession session, SessionEnd end) => Ended.TrySetResult(end);
    }
}
