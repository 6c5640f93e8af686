using System.Globalization;
using System.Text;
using Tidings.Smpp.Text.Gsm;

namespace Tidings.Smpp.Text;

/// <summary>
/// Replaces characters that the GSM 7-bit default alphabet lacks by what a reader takes for the same: quotation marks, dashes,
/// spaces, ligatures, accents. A step of its own, never taken behind the sender's back.
/// </summary>
public static class Transliteration
{
    /// <summary>
    /// The text with every replaceable character replaced; the same instance where there is none. Characters without a
    /// replacement stay, so that the result may still need UCS-2.
    /// </summary>
    public static string ToGsm(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (GsmCodec.TryMeasure(GsmAlphabet.Default, text, out _, out var position))
            return text;
        var result = new StringBuilder(text.Length + 16).Append(text, 0, position);
        foreach (var rune in text.AsSpan(position).EnumerateRunes())
        {
            if (rune.IsBmp && GsmAlphabet.Default.Code((char)rune.Value) != GsmAlphabet.Absent)
                result.Append((char)rune.Value);
            else
                result.Append(Replacement(rune) ?? rune.ToString());
        }
        return result.ToString();
    }

    /// <summary>What stands for <paramref name="rune"/> in the default alphabet; empty for what is invisible; null for none.</summary>
    public static string? Replacement(Rune rune) => Known(rune.Value) ?? Unaccented(rune);

    private static string? Known(int value) => value switch
    {
        0x2018 or 0x2019 or 0x201A or 0x201B or 0x2032 or 0x2035 or 0x00B4 or 0x0060 or 0x02BC or 0x02BB or 0x2039 or 0x203A => "'",
        0x201C or 0x201D or 0x201E or 0x201F or 0x2033 or 0x00AB or 0x00BB => "\"",
        (>= 0x2010 and <= 0x2015) or 0x2212 or 0x2043 or 0x2022 or 0x00B7 => "-",
        0x2026 => "...",
        0x0009 or 0x00A0 or (>= 0x2000 and <= 0x200A) or 0x202F or 0x205F or 0x3000 => " ",
        0x2028 or 0x2029 or 0x0085 => "\n",
        0x00AD or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x2069) or 0xFEFF => "",
        0xFE0E or 0xFE0F => "",
        0x00A9 => "(c)",
        0x00AE => "(R)",
        0x2122 => "TM",
        0x2116 => "No",
        0x00D7 => "x",
        0x2044 or 0x2215 => "/",
        0x00B0 or 0x00BA => "o",
        0x00AA => "a",
        0x0131 => "i",
        0x0142 => "l",
        0x0141 => "L",
        0x0111 or 0x00F0 => "d",
        0x0110 or 0x00D0 => "D",
        0x0153 => "oe",
        0x0152 => "OE",
        0x00FE => "th",
        0x00DE => "Th",
        0x20B9 => "INR",
        0x20BA => "TRY",
        0x20BD => "RUB",
        0x20A6 => "NGN",
        0x20B1 => "PHP",
        _ => null,
    };

    // Compatibility decomposition takes accents, ligatures and full width apart; what is left must all be in the alphabet.
    private static string? Unaccented(Rune rune)
    {
        var letter = rune.ToString();
        var apart = letter.Normalize(NormalizationForm.FormKD);
        if (apart == letter)
            return null;
        var kept = new StringBuilder(apart.Length);
        foreach (var c in apart)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark)
                continue;
            if (GsmAlphabet.Default.Code(c) == GsmAlphabet.Absent)
                return null;
            kept.Append(c);
        }
        return kept.Length > 0 ? kept.ToString() : null;
    }
}
