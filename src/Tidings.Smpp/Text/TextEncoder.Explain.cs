using System.Collections.Immutable;
using System.Text;
using Tidings.Smpp.Text.Gsm;

namespace Tidings.Smpp.Text;

public static partial class TextEncoder
{
    /// <summary>The most characters that a report lists.</summary>
    public const int MaxCosts = 100;

    /// <summary>Chooses as <see cref="Choose"/> does and says which characters make the text dearer and by how much. For previews.</summary>
    public static EncodingReport Explain(string text, EncodingOptions options)
    {
        ArgumentNullException.ThrowIfNull(text);
        var choice = Choose(text, options);
        var gsm = choice is { Encoding: TextEncoding.Gsm7, Outcome: not EncodingOutcome.NotEncodable };
        var costs = ImmutableArray.CreateBuilder<CharacterCost>();
        var replaced = new StringBuilder(text.Length);
        var count = 0;
        var alphabet = GsmAlphabet.For(choice.Locking, choice.Single);
        var lacking = choice.Outcome == EncodingOutcome.NotEncodable && HasOneEncoding(options);
        var blameTables = !gsm && !lacking && !AnyOutside(text, options);
        var length = 1;
        for (var i = 0; i < text.Length; i += length)
        {
            length = char.IsSurrogatePair(text, i) ? 2 : 1;
            var codePoint = length == 2 ? char.ConvertToUtf32(text[i], text[i + 1]) : text[i];
            var outside = lacking
                ? Lacks(text[i], options)
                : !gsm && (length == 2 || (blameTables ? !Has(text[i], default, default) : Outside(text[i], options)));
            var extra = length == 1 && alphabet.Code(text[i]) is > 0x7F and not GsmAlphabet.Absent ? 1 : 0;
            var replacement = outside && Rune.IsValid(codePoint) ? Transliteration.Replacement(new Rune(codePoint)) : null;
            replaced.Append(outside ? replacement ?? "?" : text.AsSpan(i, length));
            if (!outside && (!gsm || extra == 0))
                continue;
            if (count++ < MaxCosts)
                costs.Add(new CharacterCost(i, length, codePoint, outside, extra, replacement));
        }
        var better = gsm || !options.AllowGsm7
            ? choice
            : Choose(replaced.ToString(), lacking ? options : options with { ForceEncoding = null });
        return new EncodingReport(choice, costs.ToImmutable(), count, better.Segments);
    }

    // Each character may be in some permitted table though no pair holds them all: then the default alphabet is the measure.
    private static bool AnyOutside(string text, EncodingOptions options)
    {
        foreach (var c in text)
            if (Outside(c, options))
                return true;
        return false;
    }

    private static bool Outside(char c, EncodingOptions options)
    {
        if (Has(c, default, default))
            return false;
        foreach (var language in options.NationalLanguages)
            if (Has(c, language, language))
                return false;
        return true;
    }

    private static bool Has(char c, NationalLanguage locking, NationalLanguage single) =>
        GsmAlphabet.For(locking, single).Code(c) != GsmAlphabet.Absent;
}
