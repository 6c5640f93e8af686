using System.Text;

namespace Tidings.Core.Compose;

/// <summary>Full card numbers, which no text may hold (PCI DSS 3.4): 13 to 19 digits, also grouped, with a right check digit and a scheme's first digit.</summary>
static class CardNumber
{
    const int Shortest = 13, Longest = 19, LongestPhone = 15;

    /// <summary>Cheap, and never wrong in saying no.</summary>
    public static bool MayBeIn(ReadOnlySpan<char> text)
    {
        var digits = 0;
        foreach (var c in text)
            if (char.IsDigit(c))
            {
                if (++digits >= Shortest)
                    return true;
            }
            else if (!Joins(c))
                digits = 0;
        return false;
    }

    public static bool IsIn(string text) => MayBeIn(text) && Find(text, 0) is { Length: > 0 };

    /// <summary>The text with each card number replaced by <c>**</c> and its last four digits.</summary>
    public static string Mask(string text)
    {
        if (!MayBeIn(text))
            return text;
        var masked = new StringBuilder(text.Length);
        var at = 0;
        while (Find(text, at) is { Length: > 0 } found)
        {
            masked.Append(text, at, found.At - at).Append("**");
            var digits = 0;
            for (var i = found.At; i < found.At + found.Length; i++)
                if (char.IsDigit(text[i]) && ++digits > found.Digits - 4)
                    masked.Append(text[i]);
            at = found.At + found.Length;
        }
        return masked.Append(text, at, text.Length - at).ToString();
    }

    readonly record struct Found(int At, int Length, int Digits);

    // Starts and ends at the edges of digit groups: 4111 1111 1111 1111 is found behind another number, and no part of a longer group is.
    static Found Find(string text, int from)
    {
        Span<byte> digits = stackalloc byte[Longest];
        for (var at = from; at < text.Length; at++)
        {
            if (!char.IsDigit(text[at]) || (at > 0 && char.IsDigit(text[at - 1])))
                continue;
            // Behind a plus, up to fifteen digits are a phone number.
            var shortest = at > 0 && text[at - 1] == '+' ? LongestPhone + 1 : Shortest;
            var (count, group) = (0, 0);
            for (var next = at; next < text.Length && count < Longest && (char.IsDigit(text[next]) || JoinsAt(text, next)); next++)
            {
                if (!char.IsDigit(text[next]))
                {
                    // Dates and times have dots and slashes too, but not between groups of four.
                    if (text[next] is '.' or '/' && group != 4)
                        break;
                    group = 0;
                    continue;
                }
                group++;
                digits[count++] = (byte)char.GetNumericValue(text[next]);
                var edge = next + 1 == text.Length || !char.IsDigit(text[next + 1]);
                if (edge && count >= shortest && digits[0] is >= 2 and <= 6 && PassesLuhn(digits[..count]))
                    return new Found(at, next + 1 - at, count);
            }
        }
        return default;
    }

    static bool JoinsAt(string text, int at) => Joins(text[at]) && at + 1 < text.Length && char.IsDigit(text[at + 1]);

    static bool Joins(char c) => c is ' ' or '-' or '\u00a0' or '.' or '/';

    static bool PassesLuhn(ReadOnlySpan<byte> digits)
    {
        var sum = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            var digit = (int)digits[^(i + 1)];
            if (i % 2 == 1 && (digit *= 2) > 9)
                digit -= 9;
            sum += digit;
        }
        return sum % 10 == 0;
    }
}
