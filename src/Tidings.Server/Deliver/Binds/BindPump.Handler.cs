using System.Text;
using Tidings.Server.Track;
using Tidings.Server.Track.Replies;
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

    /// <summary>Texts of customers without an answer: a tenth of what a session takes before it stops reading, so that they never hold up receipts and responses.</summary>
    const int MostTextsWaiting = 1_000;

    int _textsWaiting;
    readonly InboundRate _inboundRate;

    public void OnSubmitSmResp(SmppClient session, long token, CommandStatus status, in SubmitSmResp response) =>
        Responded(token, AnswerKind.Response, status, response);

    public void OnLateSubmitSmResp(SmppClient session, long token, CommandStatus status, in SubmitSmResp response) =>
        Responded(token, AnswerKind.Late, status, response);

    void Responded(long token, AnswerKind kind, CommandStatus status, in SubmitSmResp response)
    {
        var messageId = response.MessageId;
        var named = status == CommandStatus.ESME_ROK && !messageId.IsEmpty;
        _inbox.Add(new Answer(
            token, kind, (int)status,
            named ? Encoding.Latin1.GetString(messageId[..Math.Min(messageId.Length, LongestReference)]) : null,
            named ? MessageIdKey.OfResponse(messageId).Value : default,
            response.Tlvs.TryGet(SmppTlvs.CongestionState, out var congestion) ? congestion : (byte)0));
        _signal.Set();
    }

    public void OnDeliverSm(SmppClient session, in DeliverSm pdu, ReplyTicket ticket)
    {
        if (!_inboundRate.Takes(pdu.EsmClass))
        {
            _carrier.Metrics.InboundThrottled.Add(1);
            session.Reply(ticket, CommandStatus.ESME_RTHROTTLED);
            return;
        }
        if (ReceivedReceipt.TryRead(session, pdu, ticket, _options.ReceiptIds, out var receipt))
        {
            _inbox.Add(receipt);
            _signal.Set();
            return;
        }
        if (InboundOrigin.Of(pdu, _carrier.Senders, _options.Numbers) is not Foreign.No and var why)
        {
            _carrier.Metrics.Foreign.Add(1, new KeyValuePair<string, object?>("why", why));
            DeliverLog.IsForeign(_carrier.Log, _bind, why);
            _carrier.Texts?.Foreign(_carrier.Name, why);
        }
        // What says that it is some acknowledgement and reads like none is nobody's text.
        else if (_carrier.Texts is { } texts && (pdu.EsmClass & EsmClass.TypeMask) == 0)
        {
            Interlocked.Increment(ref _textsWaiting);
            var text = InboundText.Of(session, pdu, ticket, _carrier.Name, _options.Decoding(), _textAnswered);
            if (Volatile.Read(ref _textsWaiting) > MostTextsWaiting || !texts.Take(text))
                text.Answer(CommandStatus.ESME_RX_T_APPN);
            return;
        }
        else
        {
            _carrier.Metrics.NotUnderstood.Add(1);
            DeliverLog.NotUnderstood(_carrier.Log, _bind);
        }
        session.Reply(ticket, CommandStatus.ESME_ROK);
    }

    public void OnResponseTimeout(SmppClient session, long token)
    {
        _inbox.Add(new Answer(token, AnswerKind.TimedOut, 0, null, default));
        _signal.Set();
    }

    public void OnClosed(SmppClient session, SessionEnd end)
    {
        foreach (var token in end.Unanswered)
            _inbox.Add(new Answer(token, AnswerKind.Ended, 0, null, default));
        DeliverLog.Ended(_carrier.Log, _bind, end.Reason, end.Unanswered.Count);
        _signal.Set();
    }
}
