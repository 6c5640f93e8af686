using System.Text.RegularExpressions;
using Tidings.Core.Messages;

namespace Tidings.Core.Compose.Templates;

/// <summary>What the author of a template may not write between the tags.</summary>
static class AuthoredText
{
    public static void Check(MessageClass of, string language, int at, string text, TemplateRules rules, TemplateProblems problems)
    {
        if (CardNumber.IsIn(text))
            problems.Add(at, TemplateCodes.CardNumber, "This reads as a full card number.", "Show the last four digits: {{ card }}.");
        if (TextRules.SteersDisplay(text) is var control and >= 0)
            problems.Add(at + control, TemplateCodes.ControlCharacter, $"U+{(int)text[control]:X4} steers the display.", "Remove it; directions are marked where they are needed.");
        if (rules.LinkFree.Contains(of) && Links.FirstIn(text) is { } link)
            problems.Add(at + link.At, TemplateCodes.Link, $"'{link.Text}' becomes a link, and texts of this class hold none.", "Name the app or the number on the card instead.");
        if (of is < MessageClass.Awareness or MessageClass.Reply && PromotionalWords.FirstIn(text, language) is { } word)
            problems.Add(at + word.At, TemplateCodes.Promotional, $"'{word.Text}' promotes, and the class does not.", "Leave it out, or make it a template of class promotional.");
    }
}

/// <summary>Words by which a promotion gives itself away.</summary>
static class PromotionalWords
{
    static readonly Dictionary<string, Regex> ByLanguage = new()
    {
        ["en"] = Any("offers?", "discounts?", @"\d+ ?% off", "win", "winners?", "prizes?", "apply now", "cashback", "limited time", "upgrade", "bonus", "promo(tion|tional)?", "rewards?", "vouchers?", "coupons?", "deals?", "pre-?approved", "exclusive"),
        ["es"] = Any("ofertas?", "descuentos?", "promoci[oó]n(es)?", "gratis", "premios?", "sorteos?", "rebajas?", "aproveche", "gane", "preconcedid[oa]", "exclusiv[oa]s?"),
        ["tr"] = Any("kampanya(lar|sı)?", "indirim(ler|li)?", "fırsat(lar|ı)?", "hediye", "ödül", "çekiliş", "kazanın", "bedava", "ücretsiz", "özel teklif"),
        ["hi"] = Any("ऑफ़र", "ऑफर", "छूट", "कैशबैक", "इनाम", "मुफ़्त", "मुफ्त", "जीतें", "सीमित समय"),
        ["ar"] = Any("عروض", "عرض خاص", "تخفيضات?", "تخفيض", "جائزة", "جوائز", "هدية", "مجان[اً]+", "اربح", "كوبون"),
    };

    public static (int At, string Text)? FirstIn(string text, string language)
    {
        var own = ByLanguage.GetValueOrDefault(language.Split('-')[0])?.Match(text);
        var found = own is { Success: true } ? own : ByLanguage["en"].Match(text);
        return found.Success ? (found.Index, found.Value) : null;
    }

    /// <summary>In whichever language it is.</summary>
    public static string? FirstInAny(string text) => ByLanguage.Values.Select(words => words.Match(text)).FirstOrDefault(static found => found.Success)?.Value;

    static Regex Any(params string[] words) =>
        new($@"(?<![\p{{L}}\p{{M}}])({string.Join('|', words)})(?![\p{{L}}\p{{M}}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
}
