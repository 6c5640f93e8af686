using System.Globalization;
using System.Text;

namespace Tidings.Core.Track.Replies.Keywords;

/// <summary>
/// A text as the bare words that keywords are compared by: full width is half, capitals are small, accents and vowel points are gone, letters that people write one for the other are one,
/// and whatever is no letter or digit only parts words. Bounded: what a keyword is stands at the beginning.
/// </summary>
internal static class PlainWords
{
    /// <summary>UTF-16 units that are looked at.</summary>
    public const int Looked = 1_600;
    /// <summary>The most words that are looked at.</summary>
    public const int Most = 120;

    public static List<string> Of(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var rune in Decomposed(text).EnumerateRunes())
        {
            if (words.Count == Most)
                return words;
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark:
                    if (!IsAccent(rune.Value) && word.Length > 0)
                        word.Append(rune.ToString());
                    break;
                // Joiners and marks of direction stand within words and are not seen.
                case UnicodeCategory.Format:
                    break;
                case UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
                    or UnicodeCategory.OtherLetter or UnicodeCategory.DecimalDigitNumber:
                    if (rune.Value != Tatweel)
                        word.Append(One(Rune.ToLowerInvariant(rune)).ToString());
                    break;
                default:
                    // An apostrophe belongs to its word: don't, d'accord.
                    if (rune.Value is not ('\'' or '\u2019' or '\u02bc'))
                        End(word, words);
                    break;
            }
        }
        End(word, words);
        return Spelled(words);
    }

    static string Decomposed(string text)
    {
        var looked = text.Length > Looked ? text[..Looked] : text;
        // Half of a pair and what is no character can be sent and not be normalised: they are read as signs that part words.
        var whole = new StringBuilder(looked.Length);
        foreach (var rune in looked.EnumerateRunes())
            whole.Append(IsNoCharacter(rune.Value) ? " " : rune.ToString());
        return whole.ToString().Normalize(NormalizationForm.FormKD);
    }

    static void End(StringBuilder word, List<string> words)
    {
        if (word.Length > 0 && words.Count < Most)
            words.Add(Unstretched(word));
        word.Clear();
    }

    /// <summary>STOOOOP is stop: no word has the same letter three times.</summary>
    static string Unstretched(StringBuilder word)
    {
        var text = word.ToString();
        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var end = i + 1;
            while (end < text.Length && text[end] == text[i])
                end++;
            kept.Append(text[i], end - i >= 3 && char.IsLetter(text[i]) ? 1 : end - i);
            i = end;
        }
        return kept.ToString();
    }

    /// <summary>S T O P is stop.</summary>
    static List<string> Spelled(List<string> words) =>
        words.Count >= 3 && words.TrueForAll(static word => word.Length == 1) ? [string.Concat(words)] : words;

    static bool IsNoCharacter(int rune) => (rune & 0xfffe) == 0xfffe || rune is >= 0xfdd0 and <= 0xfdef;

    const int Tatweel = 0x0640;

    /// <summary>Latin accents, nukta and the vowel points of Arabic and Hebrew; the vowels of Indian scripts are letters in their own right.</summary>
    static bool IsAccent(int rune) => rune is (>= 0x0300 and <= 0x036f) or (>= 0x064b and <= 0x065f) or 0x0670 or (>= 0x0591 and <= 0x05c7) or 0x093c;

    static Rune One(Rune rune) => rune.Value switch
    {
        'ı' => new('i'),
        0x0671 or 0x0622 or 0x0623 or 0x0625 => new(0x0627),
        0x0649 or 0x06cc => new(0x064a),
        0x0629 => new(0x0647),
        0x06a9 => new(0x0643),
        >= 0x0660 and <= 0x0669 => new('0' + rune.Value - 0x0660),
        >= 0x06f0 and <= 0x06f9 => new('0' + rune.Value - 0x06f0),
        >= 0x0966 and <= 0x096f => new('0' + rune.Value - 0x0966),
        _ => rune,
    };
}
