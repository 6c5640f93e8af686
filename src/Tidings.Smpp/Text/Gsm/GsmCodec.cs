using System.Text;

namespace Tidings.Smpp.Text.Gsm;

/// <summary>Text to septets (one an octet) and back.</summary>
internal static class GsmCodec
{
    /// <summary>
    /// How many septets <paramref name="text"/> takes; false at the first character that the alphabet lacks, whose position
    /// is then in <paramref name="position"/>.
    /// </summary>
    public static bool TryMeasure(GsmAlphabet alphabet, ReadOnlySpan<char> text, out int septets, out int position)
    {
        septets = 0;
        position = 0;
        while (true)
        {
            var run = text[position..].IndexOfAnyExcept(alphabet.SameAsAscii);
            if (run < 0)
            {
                septets += text.Length - position;
                position = -1;
                return true;
            }
            septets += run;
            position += run;
            var code = alphabet.Code(text[position]);
            if (code == GsmAlphabet.Absent)
                return false;
            septets += code > 0x7F ? 2 : 1;
            position++;
        }
    }

    /// <summary>How many characters fit in <paramref name="capacity"/> septets without parting an escape from its septet.</summary>
    public static int Take(GsmAlphabet alphabet, ReadOnlySpan<char> text, int capacity, out int septets)
    {
        septets = 0;
        var taken = 0;
        while (taken < text.Length && septets < capacity)
        {
            var left = text.Slice(taken, Math.Min(text.Length - taken, capacity - septets));
            var run = left.IndexOfAnyExcept(alphabet.SameAsAscii);
            run = run < 0 ? left.Length : run;
            septets += run;
            taken += run;
            if (run == left.Length)
                continue;
            var width = alphabet.Code(text[taken]) > 0x7F ? 2 : 1;
            if (septets + width > capacity)
                break;
            septets += width;
            taken++;
        }
        return taken;
    }

    /// <summary>Writes one septet an octet and returns how many; the text must have been measured with the same alphabet.</summary>
    public static int Encode(GsmAlphabet alphabet, ReadOnlySpan<char> text, Span<byte> septets)
    {
        var written = 0;
        while (!text.IsEmpty)
        {
            var run = text.IndexOfAnyExcept(alphabet.SameAsAscii);
            run = run < 0 ? text.Length : run;
            Ascii.FromUtf16(text[..run], septets[written..], out _);
            written += run;
            if (run == text.Length)
                break;
            var code = alphabet.Code(text[run]);
            if (code > 0x7F)
                septets[written++] = GsmAlphabet.Escape;
            septets[written++] = (byte)(code & 0x7F);
            text = text[(run + 1)..];
        }
        return written;
    }

    /// <summary>
    /// Reads septets into <paramref name="text"/>, which must be at least as long, and returns the characters written.
    /// An octet over 0x7F becomes U+FFFD; an escape with nothing behind it a space.
    /// </summary>
    public static int Decode(GsmAlphabet alphabet, ReadOnlySpan<byte> septets, Span<char> text)
    {
        var written = 0;
        for (var i = 0; i < septets.Length; i++)
        {
            var octet = septets[i];
            if (octet > 0x7F)
                text[written++] = '\uFFFD';
            else if (octet != GsmAlphabet.Escape)
                text[written++] = alphabet.Basic(octet);
            else if (i + 1 >= septets.Length || septets[i + 1] > 0x7F)
                text[written++] = ' ';
            else
                text[written++] = alphabet.Extension(septets[++i]);
        }
        return written;
    }
}
