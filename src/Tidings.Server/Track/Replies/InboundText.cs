using System.Text;
using Tidings.Core.Customers;
using Tidings.Server.Track.Callbacks;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Sessions;
using Tidings.Smpp.Text;
using Tidings.Smpp.Text.Headers;
using Tidings.Smpp.Tlvs;

namespace Tidings.Server.Track.Replies;

/// <summary>A text, or a part of one, as a carrier brought it. Copied from its PDU; nothing of it is durable yet.</summary>
internal sealed record InboundText
{
    const byte Ucs2 = 8;
    static readonly Task NeverEnds = new TaskCompletionSource().Task;

    /// <summary>The carrier's name.</summary>
    public required string Carrier { get; init; }
    /// <summary>Whom it came from.</summary>
    public required Msisdn From { get; init; }
    /// <summary>The sender or number of ours that it went to, without a plus.</summary>
    public required string To { get; init; }
    /// <summary>The octets of short_message or message_payload, header included.</summary>
    public required byte[] UserData { get; init; }
    public byte DataCoding { get; init; }
    public bool HasHeader { get; init; }
    /// <summary>Its place among the parts of its text. Null: it is whole.</summary>
    public SegmentReference? Place { get; init; }
    /// <summary>The SMSC's own time, as the few that give one write it, or an HTTP carrier's id: what tells the text from the same words again. Empty: there is none.</summary>
    public string Time { get; init; } = "";
    /// <summary>user_message_reference, which the phone counts; empty: none came.</summary>
    public string Reference { get; init; } = "";
    /// <summary>How the carrier's texts are to be read.</summary>
    public DecodingOptions Reading { get; init; } = DecodingOptions.Default;
    /// <summary>Completed when the session that it came over has ended, and what was answered over it may not have arrived.</summary>
    public Task SessionEnded { get; init; } = NeverEnds;
    /// <summary>Answers the carrier. Once: what follows the first is not sent.</summary>
    public required Action<CommandStatus> Answer { get; init; }

    /// <summary>Copies what a deliver_sm says. Its source is a phone's, which <see cref="InboundOrigin"/> has seen to.</summary>
    /// <param name="answered">Called when the carrier is answered, once.</param>
    public static InboundText Of(SmppClient session, in DeliverSm pdu, ReplyTicket ticket, string carrier, DecodingOptions reading, Action answered) => new()
    {
        Carrier = carrier,
        From = NumberOf(Encoding.Latin1.GetString(pdu.Source.Value)),
        To = Encoding.Latin1.GetString(pdu.Destination.Value).TrimStart('+'),
        UserData = pdu.UserData.ToArray(),
        DataCoding = pdu.DataCoding,
        HasHeader = (pdu.EsmClass & EsmClass.Udhi) != 0,
        Place = PlaceOf(pdu),
        Time = Encoding.Latin1.GetString(pdu.ScheduleDeliveryTime),
        Reference = pdu.Tlvs.TryGet(SmppTlvs.UserMessageReference, out var reference) ? $"{reference}" : "",
        Reading = reading,
        SessionEnded = session.Completion,
        Answer = Once(session, ticket, answered),
    };

    /// <summary>As an HTTP carrier brought it: whole, in Unicode.</summary>
    public static InboundText Of(CallbackReply reply, string carrier, Action<CommandStatus> answer) => new()
    {
        Carrier = carrier,
        From = NumberOf(reply.From),
        To = reply.To.TrimStart('+'),
        UserData = Encoding.BigEndianUnicode.GetBytes(reply.Text),
        DataCoding = Ucs2,
        Time = reply.Id is { } id ? $"id {id}" : "",
        Answer = answer,
    };

    static Action<CommandStatus> Once(SmppClient session, ReplyTicket ticket, Action answered)
    {
        var open = 1;
        return status =>
        {
            if (Interlocked.Exchange(ref open, 0) == 0)
                return;
            session.Reply(ticket, status);
            answered();
        };
    }

    /// <summary>Some carriers write the plus, some the digits that are dialled for it.</summary>
    static Msisdn NumberOf(string source)
    {
        var digits = source.TrimStart('+');
        return new(digits.Length > 8 && digits.StartsWith("00", StringComparison.Ordinal) ? digits[2..] : digits);
    }

    static SegmentReference? PlaceOf(in DeliverSm pdu)
    {
        if ((pdu.EsmClass & EsmClass.Udhi) != 0 && UserDataHeader.TryRead(pdu.UserData, out var header, out _) == UserDataHeaderError.None)
            return header.Concatenation is { Total: > 1 } place ? place : null;
        return pdu.Tlvs.TryGet(SmppTlvs.SarMsgRefNum, out var reference) && pdu.Tlvs.TryGet(SmppTlvs.SarTotalSegments, out var total)
            && pdu.Tlvs.TryGet(SmppTlvs.SarSegmentSeqnum, out var number) && new SegmentReference(reference, total, number, 16) is { IsValid: true, Total: > 1 } sar ? sar : null;
    }

    public override string ToString() => "inbound text (redacted)";
}
