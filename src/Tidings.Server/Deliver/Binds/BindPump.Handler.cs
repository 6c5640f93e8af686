using System.Text;
using Tidings.Server.Deliver.Links;
using Tidings.Server.Track;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;
using Tidings.Smpp.Text.Receipts;
using Tidings.Smpp.Tlvs;

namespace Tidings.Server.Deliver.Binds;

/// <summary>What the session's read loop calls: it keeps and wakes, no more.</summary>
internal sealed partial class BindPump : ISmppClientHandler
{
    const int LongestReference = 64;
    SmppLink? _smpp;

    /// <summary>Texts may come before the session is known to be bound: whoever asks first makes its link.</summary>
    SmppLink LinkOf(SmppClient session)
    {
        if (_smpp is { } link && link.Session == session)
            return link;
        return _smpp = new(session, _sender);
    }

    public void OnSubmitSmResp(SmppClient session, long token, CommandStatus status, in SubmitSmResp response) =>
        Responded(token, AnswerKind.Response, status, response);

    public void OnLateSubmitSmResp(SmppClient session, long token, CommandStatus status, in SubmitSmResp response) =>
        Responded(token, AnswerKind.Late, status, response);

    void Responded(long token, AnswerKind kind, CommandStatus status, in SubmitSmResp response)
    {
        var messageId = response.MessageId;
        var named = status == CommandStatus.ESME_ROK && !messageId.IsEmpty;
        Add(new Answer(
            token, kind, (int)status,
            named ? Encoding.Latin1.GetString(messageId[..Math.Min(messageId.Length, LongestReference)]) : null,
            named ? MessageIdKey.OfResponse(messageId).Value : default,
            response.Tlvs.TryGet(SmppTlvs.CongestionState, out var congestion) ? congestion : (byte)0));
    }

    public void OnDeliverSm(SmppClient session, in DeliverSm pdu, ReplyTicket ticket)
    {
        if (ReceivedReceipt.TryRead(LinkOf(session), pdu, ticket, _options.ReceiptIds, out var receipt))
        {
            Add(receipt);
            return;
        }
        if (InboundOrigin.Of(pdu, _carrier.Senders, _options.Numbers) is not Foreign.No and var why)
        {
            _carrier.Metrics.Foreign.Add(1, new KeyValuePair<string, object?>("why", why));
            DeliverLog.IsForeign(_carrier.Log, _bind, why);
        }
        else
        {
            _carrier.Metrics.NotUnderstood.Add(1);
            DeliverLog.NotUnderstood(_carrier.Log, _bind);
        }
        session.Reply(ticket, CommandStatus.ESME_ROK);
    }

    public void OnResponseTimeout(SmppClient session, long token) => Add(new Answer(token, AnswerKind.TimedOut, 0, null, default));

    public void OnClosed(SmppClient session, SessionEnd end)
    {
        foreach (var token in end.Unanswered)
            _inbox.Add(new Answer(token, AnswerKind.Ended, 0, null, default));
        DeliverLog.Ended(_carrier.Log, _bind, end.Reason, end.Unanswered.Count);
        _signal.Set();
    }
}
