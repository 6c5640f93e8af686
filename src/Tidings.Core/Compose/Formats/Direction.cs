namespace Tidings.Core.Compose.Formats;

/// <summary>A phone takes the direction of a text from its first letter: a right-to-left text that begins with a Latin name needs a mark.</summary>
static class Direction
{
    public const char RightToLeftMark = '\u200f';

    public static bool NeedsMark(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
            if (char.IsLetter(c) || c is RightToLeftMark)
                return c is not ((>= '\u0590' and <= '\u08ff') or RightToLeftMark or (>= '\ufb1d' and <= '\ufdff') or (>= '\ufe70' and <= '\ufeff'));
        return false;
    }
}
