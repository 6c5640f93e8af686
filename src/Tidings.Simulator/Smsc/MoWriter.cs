using System.Text;
using Tidings.Simulator.Texts;
using Tidings.Simulator.Wire;

namespace Tidings.Simulator.Smsc;

/// <summary>Writes a part of a reply as deliver_sm; several parts carry an 8-bit concatenation header.</summary>
internal static class MoWriter
{
    const byte International = 1, Alphanumeric = 5, Isdn = 1, HeaderIndicator = 0x40;

    public static byte[] Write(ReplyOrder order, MoText text, int part, byte reference)
    {
        var total = text.Parts.Count;
        byte[] message = total == 1 ? text.Parts[0] : [5, 0, 3, reference, (byte)total, (byte)(part + 1), .. text.Parts[part]];
        var named = order.To.Any(char.IsAsciiLetter);
        var mo = new DeliverPdu
        {
            SourceTon = International,
            SourceNpi = Isdn,
            Source = Encoding.ASCII.GetBytes(order.From.TrimStart('+')),
            DestinationTon = named ? Alphanumeric : International,
            DestinationNpi = named ? (byte)0 : Isdn,
            Destination = Encoding.Latin1.GetBytes(order.To.TrimStart('+')),
            EsmClass = total == 1 ? (byte)0 : HeaderIndicator,
            DataCoding = text.DataCoding,
            Message = message,
        };
        Span<byte> pdu = stackalloc byte[DeliverPdu.MostOverhead + 255];
        return pdu[..mo.Write(pdu).Finish()].ToArray();
    }
}
