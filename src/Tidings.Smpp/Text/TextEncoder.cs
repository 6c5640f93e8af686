using Tidings.Smpp.Text.Gsm;

namespace Tidings.Smpp.Text;

/// <summary>Chooses how a text is encoded: of the permitted encodings the one with the fewest segments, then the fewest octets.</summary>
public static partial class TextEncoder
{
    /// <summary>
    /// Chooses the encoding of <paramref name="text"/>. On a tie the plainer one wins: default alphabet, national tables,
    /// Latin-1, UCS-2. Nothing is allocated.
    /// </summary>
    public static EncodingChoice Choose(ReadOnlySpan<char> text, EncodingOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var plain = GsmCodec.TryMeasure(GsmAlphabet.Default, text, out var septets, out var offending);

        if (options.ForceEncoding is { } forced)
        {
            var only = Forced(text, options, forced);
            return Finish(only, options, only is null ? FirstLacking(text, options) : offending);
        }

        // No escapes: nothing can take less than one septet a character and no header.
        if (plain && options.AllowGsm7 && septets == text.Length)
            return Finish(Measure.Gsm(text, options, default, default, septets), options, -1);

        EncodingChoice? best = null;
        if (options.AllowGsm7)
        {
            if (plain)
                best = Measure.Gsm(text, options, default, default, septets);
            if (!options.NationalLanguages.IsEmpty)
                best = Cheaper(best, NationalTables.Cheapest(text, options));
        }
        if (options.AllowLatin1 && !text.ContainsAnyExceptInRange('\0', '\u00FF'))
            best = Cheaper(best, Measure.Latin1(text, options));
        if (options.AllowUcs2)
            best = Cheaper(best, Measure.Ucs2(text, options));
        return Finish(best, options, best is null && NeedsLatin1(options) ? FirstLacking(text, options) : offending);
    }

    internal static EncodingChoice? Cheaper(EncodingChoice? held, EncodingChoice? offered)
    {
        if (held is not { } a)
            return offered;
        if (offered is not { } b)
            return held;
        return b.Segments < a.Segments || b.Segments == a.Segments && b.OctetsOnAir < a.OctetsOnAir ? b : a;
    }

    private static EncodingChoice? Forced(ReadOnlySpan<char> text, EncodingOptions options, TextEncoding forced) => forced switch
    {
        TextEncoding.Gsm7 => NationalTables.Try(text, options, options.ForceLocking, options.ForceSingle),
        TextEncoding.Latin1 => text.ContainsAnyExceptInRange('\0', '\u00FF') ? null : Measure.Latin1(text, options),
        TextEncoding.Ucs2 => Measure.Ucs2(text, options),
        _ => null,
    };

    private static EncodingChoice Finish(EncodingChoice? choice, EncodingOptions options, int offending)
    {
        if (choice is not { } chosen)
            return new EncodingChoice { Outcome = EncodingOutcome.NotEncodable, FirstOffending = offending };
        var limit = Math.Min(255, options.MaxSegments);
        return chosen with
        {
            Outcome = chosen.Segments <= limit ? EncodingOutcome.Fits : EncodingOutcome.TooLong,
            FirstOffending = offending,
        };
    }
}
