using System.Buffers.Binary;
using System.Text;

namespace Tidings.Simulator.Tests.Peers;

/// <summary>A PDU as bytes, taken apart by hand: neither the simulator's wire code nor Tidings.Smpp's may vouch for itself.</summary>
internal sealed record Pdu(byte[] Bytes)
{
    public const uint SubmitSmResp = 0x80000004, DeliverSm = 5, DeliverSmResp = 0x80000005, GenericNack = 0x80000000;
    public const uint EnquireLink = 0x15, EnquireLinkResp = 0x80000015, Unbind = 6, UnbindResp = 0x80000006;

    public uint Command => BinaryPrimitives.ReadUInt32BigEndian(Bytes.AsSpan(4));

    public uint Status => BinaryPrimitives.ReadUInt32BigEndian(Bytes.AsSpan(8));

    public uint Sequence => BinaryPrimitives.ReadUInt32BigEndian(Bytes.AsSpan(12));

    public string FirstString => Encoding.ASCII.GetString(Bytes, 16, Array.IndexOf(Bytes, (byte)0, 16) - 16);

    public static byte[] Header(uint command, uint sequence, params byte[] body)
    {
        var bytes = new byte[16 + body.Length];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)bytes.Length);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), command);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(12), sequence);
        body.CopyTo(bytes, 16);
        return bytes;
    }

    public static byte[] Bind(uint command, string systemId, string password, uint sequence = 1) =>
        Header(command, sequence, [.. Z(systemId), .. Z(password), 0, 0x34, 0, 0, 0]);

    public static byte[] Submit(
        uint sequence, string to, byte[] message, byte dataCoding = 0, byte esmClass = 0, byte registered = 1, string from = "BANK",
        byte[]? tlvs = null) =>
        Header(4, sequence,
        [
            0, 5, 0, .. Z(from), 1, 1, .. Z(to), esmClass, 0, 0, 0, 0, registered, 0, dataCoding, 0,
            (byte)message.Length, .. message, .. tlvs ?? [],
        ]);

    public static byte[] Submit(uint sequence, string to, string text, byte registered = 1, string from = "BANK") =>
        Submit(sequence, to, Encoding.ASCII.GetBytes(text), registered: registered, from: from);

    public static byte[] Tlv(ushort tag, params byte[] value) =>
        [(byte)(tag >> 8), (byte)tag, (byte)(value.Length >> 8), (byte)value.Length, .. value];

    public static byte[] Z(string text) => [.. Encoding.ASCII.GetBytes(text), 0];
}
