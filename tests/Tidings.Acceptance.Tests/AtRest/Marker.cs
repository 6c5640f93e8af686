using System.Text;

namespace Tidings.Acceptance.Tests.AtRest;

/// <summary>Something personal that was made up, and every form in which it might lie about.</summary>
internal sealed class Marker
{
    // Fewer would be met by chance in a file of some megabytes.
    const int FewestOctets = 5;

    public Marker(string what, string text)
    {
        (What, Text) = (what, text);
        Forms = [.. AllForms(text).Where(static form => form.Octets.Length >= FewestOctets)];
    }

    public string What { get; }
    public string Text { get; }
    public IReadOnlyList<(string Name, byte[] Octets)> Forms { get; }

    /// <summary>The forms in which it is there.</summary>
    public IEnumerable<string> In(byte[] place) => Forms.Where(form => place.AsSpan().IndexOf(form.Octets) >= 0).Select(form => $"{What} as {form.Name}");

    static IEnumerable<(string Name, byte[] Octets)> AllForms(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        yield return ("UTF-8", utf8);
        yield return ("UTF-16", Encoding.Unicode.GetBytes(text));
        yield return ("UTF-16 big-endian", Encoding.BigEndianUnicode.GetBytes(text));
        yield return ("hex", Encoding.ASCII.GetBytes(Convert.ToHexString(utf8)));
        yield return ("hex in small letters", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(utf8)));
        yield return ("percent-encoding", Encoding.ASCII.GetBytes(Uri.EscapeDataString(text)));
        yield return ("percent-encoding of every octet", Encoding.ASCII.GetBytes(string.Concat(utf8.Select(static octet => $"%{octet:X2}"))));
        yield return ("percent-encoding of a form", Encoding.ASCII.GetBytes(text.Replace(' ', '+')));
        for (var before = 0; before < 3; before++)
            yield return ($"base64 after {before} octets", Base64(utf8, before));
        for (var bits = 0; bits < 8; bits++)
            yield return ($"packed GSM 7-bit at bit {bits}", Packed(utf8, bits));
        if (text.All(char.IsAsciiDigit))
        {
            yield return ("BCD", Bcd(text, swapped: false));
            yield return ("semi-octets", Bcd(text, swapped: true));
        }
    }

    // The characters that depend on nothing but the marker.
    static byte[] Base64(byte[] octets, int before)
    {
        var encoded = Convert.ToBase64String([.. new byte[before], .. octets]);
        var from = (before * 8 + 5) / 6;
        return Encoding.ASCII.GetBytes(encoded[from..((before + octets.Length) * 8 / 6)]);
    }

    // Letters and digits have their ASCII codes in the GSM alphabet. The octets that the marker fills whole.
    static byte[] Packed(byte[] septets, int bits)
    {
        var packed = new byte[(bits + septets.Length * 7 + 7) / 8];
        for (var i = 0; i < septets.Length * 7; i++)
            if ((septets[i / 7] >> (i % 7) & 1) != 0)
                packed[(bits + i) / 8] |= (byte)(1 << ((bits + i) % 8));
        return packed[(bits == 0 ? 0 : 1)..((bits + septets.Length * 7) / 8)];
    }

    static byte[] Bcd(string digits, bool swapped)
    {
        var octets = new byte[digits.Length / 2];
        for (var i = 0; i < octets.Length; i++)
        {
            var (first, second) = (digits[2 * i] - '0', digits[2 * i + 1] - '0');
            octets[i] = (byte)(swapped ? second << 4 | first : first << 4 | second);
        }
        return octets;
    }
}
