using System.Text;
using System.Threading.Channels;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;

namespace Tidings.Smpp.Tests.Sessions;

internal abstract record ClientEvent
{
    public sealed record Answered(long Token, CommandStatus Status, string MessageId) : ClientEvent
    {
        public string Tlvs { get; init; } = "";
    }

    public sealed record AnsweredLate(long Token, CommandStatus Status, string MessageId) : ClientEvent;

    public sealed record Delivered(string Text, ReplyTicket Ticket) : ClientEvent;

    public sealed record Data(string Tlvs, ReplyTicket Ticket) : ClientEvent;

    public sealed record TimedOut(long Token) : ClientEvent;

    public sealed record Response(long Token, CommandId Command, CommandStatus Status) : ClientEvent;

    public sealed record Alert(string Source) : ClientEvent;

    public sealed record Closed(SessionEnd End) : ClientEvent;
}

/// <summary>Writes down what a client's handler hears, in its order.</summary>
internal sealed class ClientEvents : ISmppClientHandler
{
    private readonly Channel<ClientEvent> _heard = Channel.CreateUnbounded<ClientEvent>();

    public bool AnswersAtOnce { get; init; }

    public int Count => _heard.Reader.Count;

    public async Task<T> NextAsync<T>() where T : ClientEvent => Assert.IsType<T>(await _heard.Reader.ReadAsync(Patience.Token));

    public void OnSubmitSmResp(SmppClient session, long token, CommandStatus status, in SubmitSmResp response) =>
        _heard.Writer.TryWrite(new ClientEvent.Answered(token, status, Encoding.ASCII.GetString(response.MessageId))
        {
            Tlvs = Convert.ToHexStringLower(response.Tlvs.Octets),
        });

    public void OnLateSubmitSmResp(SmppClient session, long token, CommandStatus status, in SubmitSmResp response) =>
        _heard.Writer.TryWrite(new ClientEvent.AnsweredLate(token, status, Encoding.ASCII.GetString(response.MessageId)));

    public void OnDeliverSm(SmppClient session, in DeliverSm pdu, ReplyTicket ticket)
    {
        if (AnswersAtOnce)
            session.Reply(ticket, CommandStatus.ESME_ROK);
        _heard.Writer.TryWrite(new ClientEvent.Delivered(Encoding.ASCII.GetString(pdu.UserData), ticket));
    }

    public void OnDataSm(SmppClient session, in DataSm pdu, ReplyTicket ticket) =>
        _heard.Writer.TryWrite(new ClientEvent.Data(Convert.ToHexStringLower(pdu.Tlvs.Octets), ticket));

    public void OnResponseTimeout(SmppClient session, long token) => _heard.Writer.TryWrite(new ClientEvent.TimedOut(token));

    public void OnClosed(SmppClient session, SessionEnd end) => _heard.Writer.TryWrite(new ClientEvent.Closed(end));

    public void OnAlertNotification(SmppClient session, in AlertNotification pdu) =>
        _heard.Writer.TryWrite(new ClientEvent.Alert(Encoding.ASCII.GetString(pdu.Source.Value)));

    public void OnResponse(SmppClient session, long token, PduFrame response) =>
        _heard.Writer.TryWrite(new ClientEvent.Response(token, response.Header.CommandId, response.Header.CommandStatus));
}
