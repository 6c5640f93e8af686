using Tidings.Core.Compose.Templates;
using Tidings.Core.Messages;

namespace Tidings.Core.Compose;

/// <summary>What a text without a template must keep: nobody has approved its words, so it is short, has nothing to tap, and promotes nothing in any language that we read.</summary>
public static class AdHocRules
{
    /// <summary>What stands in a message in place of a template's version.</summary>
    public const string Template = "ad-hoc";

    /// <summary>UTF-16 units; three segments of the GSM alphabet.</summary>
    public const int Longest = 459;

    /// <returns>The rule that is broken; null: it keeps them.</returns>
    public static Reason? Broken(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return Refusals.Empty;
        if (text.Length > Longest)
            return TooLong;
        if (TextRules.Broken(text, overflowed: false) is { } broken)
            return broken;
        if (Links.FirstIn(text) is not null)
            return Link;
        return PromotionalWords.FirstInAny(text) is not null ? Promotes : null;
    }

    static readonly Reason TooLong = new("text-too-long", $"the text is longer than {Longest} characters");
    static readonly Reason Link = new("link", "the text holds what becomes a link");
    static readonly Reason Promotes = new("promotional", "the text promotes, which no ad-hoc message may");
}
