using System.Buffers;
using System.Globalization;
using System.Text;

namespace Tidings.Core.Compose;

/// <summary>
/// Makes a value that came from outside (a merchant's name, a payer's reference) harmless in a text: nothing that steers the display,
/// no second line, no card number, no live link, and no longer than a name is.
/// </summary>
static class InertText
{
    public const int MaxLength = 40;

    static readonly SearchValues<char> Plain = SearchValues.Create(" ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'&.,()*+#!?-_/:@%0123456789");

    /// <param name="names">True: the value is the name of a merchant, who may be called after a domain.</param>
    public static string Clean(string value, bool names = false)
    {
        if (value.Length is > 0 and <= MaxLength && value[0] != ' ' && value[^1] != ' '
            && IsPlain(value)
            && !value.Contains("  ", StringComparison.Ordinal)
            && !CardNumber.MayBeIn(value) && !Links.AreIn(value, names))
            return value;
        return Rewrite(value, names);
    }

    static bool IsPlain(ReadOnlySpan<char> value)
    {
        for (var at = value.IndexOfAnyExcept(Plain); at >= 0; )
        {
            if (!char.IsLetter(value[at]) && char.GetUnicodeCategory(value[at]) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark))
                return false;
            value = value[(at + 1)..];
            at = value.IndexOfAnyExcept(Plain);
        }
        return true;
    }

    static string Rewrite(string value, bool names)
    {
        // A hostile megabyte is not worth reading to its end.
        var source = value.AsSpan(0, Math.Min(value.Length, 4 * MaxLength));
        var clean = new StringBuilder(source.Length);
        foreach (var rune in source.EnumerateRunes())
            Append(clean, rune);
        var text = clean.ToString().TrimEnd();
        text = Links.Defuse(CardNumber.Mask(text), names);
        return text.Length <= MaxLength ? text : Cut(text);
    }

    static void Append(StringBuilder clean, Rune rune)
    {
        var space = false;
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.Control or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                space = true;
                break;
            // Joiners shape Indic and Persian words; all other format characters only mislead.
            case UnicodeCategory.Format when rune.Value is not (0x200C or 0x200D):
            case UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate:
                return;
        }
        if (rune.Value == 0xFFFD)
            return;
        if (!space)
            clean.Append(rune.ToString());
        else if (clean.Length > 0 && clean[^1] != ' ')
            clean.Append(' ');
    }

    static string Cut(string text)
    {
        var end = MaxLength - 2;
        var kept = 0;
        while (StringInfo.GetNextTextElementLength(text, kept) is var length and > 0 && kept + length <= end)
            kept += length;
        return text[..kept].TrimEnd() + "..";
    }
}
