using System.Globalization;
using Tidings.Core.Messages;

namespace Tidings.Core.Compose;

/// <summary>What no text may break, whatever was approved and whatever the values were.</summary>
static class TextRules
{
    /// <returns>The rule that is broken, or null.</returns>
    public static Reason? Broken(ReadOnlySpan<char> text, bool overflowed)
    {
        if (overflowed)
            return Refusals.TooLong;
        if (text.IsEmpty)
            return Refusals.Empty;
        if (CardNumber.MayBeIn(text) && CardNumber.IsIn(new string(text)))
            return Refusals.FullCardNumber;
        return SteersDisplay(text) >= 0 ? Refusals.ControlCharacter : null;
    }

    /// <summary>Where the first control or direction-overriding character stands; -1 where there is none. Line feeds and single direction marks are no harm.</summary>
    public static int SteersDisplay(ReadOnlySpan<char> text)
    {
        for (var i = text.IndexOfAnyExceptInRange(' ', '~'); i >= 0 && i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= ' ' and <= '~' or '\n' or '\u200c' or '\u200d' or '\u200e' or '\u200f')
                continue;
            if (char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
                return i;
        }
        return -1;
    }
}
