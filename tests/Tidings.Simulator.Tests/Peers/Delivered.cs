using System.Text;
using System.Text.RegularExpressions;

namespace Tidings.Simulator.Tests.Peers;

/// <summary>A deliver_sm taken apart.</summary>
internal sealed partial class Delivered
{
    readonly byte[] bytes;
    int at = 16;

    public Delivered(Pdu pdu)
    {
        Assert.Equal(Pdu.DeliverSm, pdu.Command);
        bytes = pdu.Bytes;
        CString();
        at += 2;
        Source = CString();
        at += 2;
        Destination = CString();
        EsmClass = bytes[at];
        at += 3;
        CString();
        CString();
        at += 2;
        DataCoding = bytes[at];
        at += 2;
        Message = bytes[(at + 1)..(at + 1 + bytes[at])];
        at += 1 + Message.Length;
        while (at < bytes.Length)
        {
            var tag = (ushort)(bytes[at] << 8 | bytes[at + 1]);
            var length = bytes[at + 2] << 8 | bytes[at + 3];
            Tlvs[tag] = bytes[(at + 4)..(at + 4 + length)];
            at += 4 + length;
        }
    }

    public string Source { get; }

    public string Destination { get; }

    public byte EsmClass { get; }

    public byte DataCoding { get; }

    public byte[] Message { get; }

    public Dictionary<ushort, byte[]> Tlvs { get; } = [];

    public string Text => Encoding.ASCII.GetString(Message);

    /// <summary>The receipt's id by its text.</summary>
    public string Id => ReceiptText().Match(Text).Groups["id"].Value;

    public string Stat => ReceiptText().Match(Text).Groups["stat"].Value;

    public string Err => ReceiptText().Match(Text).Groups["err"].Value;

    [GeneratedRegex(@"^id:(?<id>\S+) sub:001 dlvrd:00[01] submit date:\d{10} done date:\d{10} stat:(?<stat>[A-Z]{7}) err:(?<err>\d{3}) text:")]
    private static partial Regex ReceiptText();

    string CString()
    {
        var end = Array.IndexOf(bytes, (byte)0, at);
        var text = Encoding.ASCII.GetString(bytes, at, end - at);
        at = end + 1;
        return text;
    }
}
