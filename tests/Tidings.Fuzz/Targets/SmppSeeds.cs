using System.Buffers.Binary;
using System.Text;

namespace Tidings.Fuzz.Targets;

/// <summary>PDUs to begin with, written out here so that no codec under test makes them.</summary>
internal static class SmppSeeds
{
    public static IEnumerable<byte[]> All()
    {
        yield return Submit();
        yield return Deliver("id:0123456789 sub:001 dlvrd:001 submit date:2611230801 done date:2611230802 stat:DELIVRD err:000 text:Your");
        yield return [.. Pdu(0x15, []), .. Pdu(0x80000015, []), .. Pdu(6, [])];
        yield return Pdu(9, [.. Text("bank"), .. Text("secret"), .. Text("VMS"), 0x34, 1, 1, .. Text("")]);
        yield return Pdu(0x80000009, [.. Text("smsc"), .. Tlv(0x210, [0x34])]);
        yield return Pdu(0x80000004, Text("a1b2c3"));
        yield return Pdu(0x21, [.. Text(""), 1, 1, .. Text("1"), 2, 1, 1, 1, .. Text("15005550006"), 2, .. Text("list"), 0, 0, 0, 0, 0, 1, 0, 0, 0, 2, 65, 66]);
        yield return Pdu(0x80000021, [.. Text("m1"), 1, 1, 1, .. Text("15005550006"), 0, 0, 0, 11]);
        yield return Pdu(0x103, [.. Text(""), 1, 1, .. Text("1"), 1, 1, .. Text("15005550006"), 0, 1, 0, .. Tlv(0x424, Text("hello"))]);
        yield return Pdu(3, [.. Text("m1"), 1, 1, .. Text("1")]);
        yield return Pdu(0x80000003, [.. Text("m1"), .. Text("261123080100000+"), 2, 0]);
        yield return Pdu(7, [.. Text("m1"), 1, 1, .. Text("1"), .. Text(""), .. Text("000001000000000R"), 1, 0, 1, 65]);
        yield return Pdu(8, [.. Text(""), .. Text("m1"), 1, 1, .. Text("1"), 1, 1, .. Text("2")]);
        yield return Pdu(0x102, [1, 1, .. Text("15005550006"), 1, 1, .. Text("bank"), .. Tlv(0x422, [1])]);
        yield return Pdu(0xB, [.. Text("smsc"), .. Text("secret")]);
        yield return Pdu(0x999, [1, 2, 3]);
    }

    public static byte[] Submit() => Pdu(4,
    [
        .. Text(""), 5, 0, .. Text("EXAMPLE"), 1, 1, .. Text("15005550006"), 0x40, 0, 1, .. Text(""), .. Text("000001000000000R"), 1, 0, 8, 0,
        10, 5, 0, 3, 7, 2, 1, 0, 65, 0x20, 0xAC, .. Tlv(0x204, [0, 1]), .. Tlv(0x20C, [0, 7]), .. Tlv(0x20E, [2]), .. Tlv(0x20F, [1]),
    ]);

    public static byte[] Deliver(string receipt) => Pdu(5,
    [
        .. Text(""), 1, 1, .. Text("15005550006"), 5, 0, .. Text("EXAMPLE"), 4, 0, 0, .. Text(""), .. Text(""), 0, 0, 0, 0,
        (byte)receipt.Length, .. Encoding.Latin1.GetBytes(receipt), .. Tlv(0x1E, Text("0123456789")), .. Tlv(0x427, [2]), .. Tlv(0x423, [3, 0, 0]),
    ]);

    public static byte[] Pdu(uint command, byte[] body)
    {
        var pdu = new byte[16 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(pdu, pdu.Length);
        BinaryPrimitives.WriteUInt32BigEndian(pdu.AsSpan(4), command);
        BinaryPrimitives.WriteInt32BigEndian(pdu.AsSpan(12), 1);
        body.CopyTo(pdu, 16);
        return pdu;
    }

    public static byte[] Text(string text) => [.. Encoding.Latin1.GetBytes(text), 0];

    public static byte[] Tlv(ushort tag, byte[] value) => [(byte)(tag >> 8), (byte)tag, (byte)(value.Length >> 8), (byte)value.Length, .. value];

    /// <summary>Makes one PDU of the whole input.</summary>
    public static void MendLength(byte[] input)
    {
        if (input.Length >= 4)
            BinaryPrimitives.WriteInt32BigEndian(input, input.Length);
    }
}
