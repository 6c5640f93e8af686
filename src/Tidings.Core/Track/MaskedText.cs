namespace Tidings.Core.Track;

/// <summary>A text as somebody sees it who may know that it was sent and not what it says.</summary>
public static class MaskedText
{
    const char Mask = '•';

    /// <summary>Every letter and digit is a dot; what remains shows only the shape. A character of two halves is two dots.</summary>
    public static string Of(string text) => string.Create(text.Length, text, static (masked, text) =>
    {
        for (var i = 0; i < text.Length; i++)
            masked[i] = char.IsWhiteSpace(text[i]) || char.IsPunctuation(text[i]) ? text[i] : Mask;
    });
}
