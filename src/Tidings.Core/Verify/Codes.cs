using System.Globalization;
using System.Text;

namespace Tidings.Core.Verify;

/// <summary>Of which characters codes are, and how what a person types is read as one.</summary>
public static class Codes
{
    const string Digits = "0123456789";
    const string LettersAndDigits = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// <summary>Longer than any code with whatever a person puts between its characters.</summary>
    public const int LongestTyped = 40;

    public static string Of(CodeAlphabet alphabet) => alphabet == CodeAlphabet.LettersAndDigits ? LettersAndDigits : Digits;

    /// <summary>As a voice is to say it: one character after the other, with a pause between them, and never as a number.</summary>
    public static string Spoken(string code) => string.Join(Pause, code.AsEnumerable());

    /// <summary>What a call said, with its codes written as texts have them.</summary>
    public static string Written(string spoken) => spoken.Replace(Pause, "", StringComparison.Ordinal);

    const string Pause = ", ";

    /// <summary>
    /// What was typed as the code that it may be: without spaces and hyphens, letters as capitals, digits of any script as those that were sent. What is no code afterwards is only a wrong one.
    /// </summary>
    public static string Typed(string typed)
    {
        var code = new StringBuilder(Math.Min(typed.Length, LongestTyped));
        foreach (var c in typed.AsSpan(0, Math.Min(typed.Length, LongestTyped)))
        {
            if (CharUnicodeInfo.GetDecimalDigitValue(c) is >= 0 and var digit)
                code.Append((char)('0' + digit));
            else if (!char.IsWhiteSpace(c) && c is not ('-' or '\u2010' or '\u2011') && char.GetUnicodeCategory(c) != UnicodeCategory.Format)
                code.Append(char.ToUpperInvariant(c));
        }
        return code.ToString();
    }
}
