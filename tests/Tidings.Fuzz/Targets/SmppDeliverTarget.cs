using Tidings.Fuzz.Engine;
using Tidings.Simulator.Wire;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Pdus;
using Tidings.Smpp.Tlvs;

namespace Tidings.Fuzz.Targets;

/// <summary>Fields that the simulator writes into a deliver_sm come out of the library as they went in. The input is the fields.</summary>
internal sealed class SmppDeliverTarget : FuzzTarget
{
    readonly byte[] _pdu = new byte[8192];

    public override string Name => "smpp-deliver";

    public override long MayAllocate(int octets) => 1024;

    public override IEnumerable<byte[]> Seeds() => [[4, 0, 11, .. "15005550006EXAMPLEid:1 stat:DELIVRD"u8]];

    public override void Run(byte[] input, Features seen)
    {
        if (input.Length < 4 || input.Length > Longest)
            return;
        var rest = input.AsSpan(3);
        var source = Field(rest[..Math.Min(input[2] % 21, rest.Length)]);
        rest = rest[Math.Min(input[2] % 21, rest.Length)..];
        var message = rest[..Math.Min(255, rest.Length)];
        var payload = rest[message.Length..];
        var written = new DeliverPdu
        {
            SourceTon = input[0], DestinationNpi = input[1], Source = source, Destination = source, EsmClass = input[0], DataCoding = input[1], Message = message,
        }.Write(_pdu);
        if (!payload.IsEmpty)
            written.Tlv(Tag.MessagePayload, payload);
        var length = written.Finish();

        Oracle.Holds(FrameReader.Read(_pdu.AsSpan(0, length), 8192, out var frame, out _) == FrameOutcome.Complete, "what the simulator writes is a frame");
        Oracle.Holds(!PduCodec.Decode<DeliverSm>(frame, out var read).IsFault, "what the simulator writes can be read");
        Oracle.Holds(read.Source.Value.SequenceEqual(source) && (byte)read.Source.Ton == input[0], "the source is the same");
        Oracle.Holds(read.Destination.Value.SequenceEqual(source) && (byte)read.Destination.Npi == input[1], "the destination is the same");
        Oracle.Holds(read.EsmClass == input[0] && read.DataCoding == input[1] && read.ShortMessage.SequenceEqual(message), "the message is the same");
        Oracle.Holds(payload.IsEmpty || (read.Tlvs.TryGet(SmppTlvs.MessagePayload, out var found) && found.SequenceEqual(payload)), "the payload is the same");
        seen.Add(1, (uint)source.Length);
        seen.AddMagnitude(2, message.Length);
        seen.AddMagnitude(3, payload.Length);
    }

    // A C-octet string ends at its first NUL.
    static ReadOnlySpan<byte> Field(ReadOnlySpan<byte> octets)
    {
        var end = octets.IndexOf((byte)0);
        return end < 0 ? octets : octets[..end];
    }
}
