using System.Text;

namespace Tidings.Simulator.Texts;

/// <summary>Cuts a reply as a phone does: GSM 7-bit in 160 or 153, else UCS-2 in 70 or 67, never through an escape or a surrogate pair.</summary>
internal static class MoEncoder
{
    public static MoText Encode(string text)
    {
        if (GsmAlphabet.Encode(text) is { } septets)
            return new("gsm7", 0, Cut(septets, 160, 153, SplitsEscape));
        return new("ucs2", 8, Cut(Encoding.BigEndianUnicode.GetBytes(text), 140, 134, SplitsPair));
    }

    static List<byte[]> Cut(byte[] bytes, int alone, int each, Func<byte[], int, bool> splits)
    {
        if (bytes.Length <= alone)
            return [bytes];
        List<byte[]> parts = [];
        for (var at = 0; at < bytes.Length;)
        {
            var end = Math.Min(at + each, bytes.Length);
            while (end < bytes.Length && splits(bytes, end))
                end--;
            parts.Add(bytes[at..end]);
            at = end;
        }
        return parts;
    }

    static bool SplitsEscape(byte[] septets, int at) => septets[at - 1] == GsmAlphabet.Escape;

    static bool SplitsPair(byte[] bytes, int at) => (at & 1) != 0 || (bytes[at] & 0xFC) == 0xDC;
}
