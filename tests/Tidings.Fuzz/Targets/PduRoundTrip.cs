using Tidings.Fuzz.Engine;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;

namespace Tidings.Fuzz.Targets;

/// <summary>Reads a frame as each PDU that it may be, writes it again and reads that.</summary>
internal sealed class PduRoundTrip
{
    readonly byte[] _first = new byte[80_000];
    readonly byte[] _second = new byte[80_000];

    public void Try(PduFrame frame, Features seen)
    {
        As<SubmitSm>(frame, seen);
        As<SubmitSmResp>(frame, seen);
        As<SubmitMulti>(frame, seen);
        As<SubmitMultiResp>(frame, seen);
        As<DeliverSm>(frame, seen);
        As<DeliverSmResp>(frame, seen);
        As<DataSm>(frame, seen);
        As<DataSmResp>(frame, seen);
        As<Bind>(frame, seen);
        As<BindResp>(frame, seen);
        As<Outbind>(frame, seen);
        As<QuerySm>(frame, seen);
        As<QuerySmResp>(frame, seen);
        As<CancelSm>(frame, seen);
        As<CancelSmResp>(frame, seen);
        As<ReplaceSm>(frame, seen);
        As<ReplaceSmResp>(frame, seen);
        As<AlertNotification>(frame, seen);
        As<EnquireLink>(frame, seen);
        As<EnquireLinkResp>(frame, seen);
        As<Unbind>(frame, seen);
        As<UnbindResp>(frame, seen);
        As<GenericNack>(frame, seen);
    }

    void As<T>(PduFrame frame, Features seen) where T : struct, IPdu<T>, allows ref struct
    {
        var fault = PduCodec.Decode<T>(frame, out var pdu);
        if (!T.Is(frame.Header.CommandId))
        {
            Oracle.Holds(fault.IsFault, "a frame of another command is no such PDU");
            return;
        }
        seen.Add(3 + (uint)frame.Header.CommandId, (uint)fault.Status);
        if (fault.IsFault)
            return;
        var outcome = PduCodec.Encode(pdu, frame.Header.CommandStatus, frame.Header.SequenceNumber, _first.AsSpan(0, pdu.MaxLength), out var written, out var refused);
        seen.Add(4 + (uint)frame.Header.CommandId, (uint)outcome << 16 | (uint)refused.Status);
        Oracle.Holds(outcome != EncodeOutcome.DestinationTooSmall, "MaxLength octets are always enough");
        if (outcome != EncodeOutcome.Encoded)
            return;
        Oracle.Holds(FrameReader.Read(_first.AsSpan(0, written), _first.Length, out var again, out var consumed) == FrameOutcome.Complete && consumed == written, "what is written is one frame");
        Oracle.Holds(!PduCodec.Decode<T>(again, out var same).IsFault, "what is written can be read");
        Oracle.Holds(
            PduCodec.Encode(same, frame.Header.CommandStatus, frame.Header.SequenceNumber, _second, out var length, out _) == EncodeOutcome.Encoded
            && _first.AsSpan(0, written).SequenceEqual(_second.AsSpan(0, length)),
            "what is read again is the same");
    }
}
