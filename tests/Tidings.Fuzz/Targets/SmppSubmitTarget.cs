using Tidings.Fuzz.Engine;
using Tidings.Simulator;
using Tidings.Simulator.Wire;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Tlvs;

namespace Tidings.Fuzz.Targets;

/// <summary>
/// A submit_sm read twice: by the library and by the simulator's own codec. What the simulator takes the library takes too, with the same fields;
/// what the library refuses the simulator refuses.
/// </summary>
internal sealed class SmppSubmitTarget : FuzzTarget
{
    public override string Name => "smpp-submit";

    public override long MayAllocate(int octets) => 1024;

    public override IEnumerable<byte[]> Seeds() => [SmppSeeds.Submit()];

    public override void Mend(Random random, byte[] input)
    {
        SmppSeeds.MendLength(input);
        if (input.Length >= 8)
            (input[4], input[5], input[6], input[7]) = (0, 0, 0, 4);
    }

    public override void Run(byte[] input, Features seen)
    {
        if (FrameReader.Read(input, FrameReader.DefaultLimit, out var frame, out var consumed) != FrameOutcome.Complete || frame.Header.CommandId != Tidings.Smpp.Codec.CommandId.SubmitSm)
            return;
        var fault = PduCodec.Decode<SubmitSm>(frame, out var ours);
        var theirs = new SubmitPdu();
        var status = theirs.Read(input.AsSpan(0, consumed));
        seen.Add(1, (uint)fault.Status);
        seen.Add(2, (uint)status);
        if (status != SmscStatus.Ok)
            return;
        Oracle.Holds(!fault.IsFault, "what the simulator takes the library takes");
        Oracle.Holds(ours.Source.Value.SequenceEqual(theirs.Source) && (byte)ours.Source.Ton == theirs.SourceTon && (byte)ours.Source.Npi == theirs.SourceNpi, "the source is the same");
        Oracle.Holds(
            ours.Destination.Value.SequenceEqual(theirs.Destination) && (byte)ours.Destination.Ton == theirs.DestinationTon && (byte)ours.Destination.Npi == theirs.DestinationNpi,
            "the destination is the same");
        Oracle.Holds(ours.EsmClass == theirs.EsmClass && ours.DataCoding == theirs.DataCoding && ours.RegisteredDelivery == theirs.RegisteredDelivery, "the flags are the same");
        Tlvs(ours, theirs, seen);
    }

    static void Tlvs(in SubmitSm ours, in SubmitPdu theirs, Features seen)
    {
        // Of a tag that stands there twice the library takes the first and the simulator the last: the standard leaves it open.
        var payloads = 0;
        var references = 0;
        foreach (var tlv in ours.Tlvs)
        {
            payloads += (ushort)tlv.Tag == Tag.MessagePayload ? 1 : 0;
            references += (ushort)tlv.Tag is Tag.SarMsgRefNum ? 1 : 0;
            seen.Add(3, Enum.IsDefined(tlv.Tag) ? (uint)tlv.Tag : 0);
            seen.AddMagnitude(4, tlv.Value.Length);
        }
        if (payloads == 0 || (payloads == 1 && ours.ShortMessage.IsEmpty))
            Oracle.Holds(ours.UserData.SequenceEqual(theirs.Message), "the text is the same");
        if (references == 1 && ours.Tlvs.TryGet(SmppTlvs.SarMsgRefNum, out var reference))
            Oracle.Holds(reference == theirs.SarReference, "the reference is the same");
    }
}
