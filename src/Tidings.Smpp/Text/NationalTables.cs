using Tidings.Smpp.Text.Gsm;

namespace Tidings.Smpp.Text;

/// <summary>Tries the pairs of national tables that a route permits.</summary>
internal static class NationalTables
{
    public static EncodingChoice? Cheapest(ReadOnlySpan<char> text, EncodingOptions options)
    {
        EncodingChoice? best = null;
        var languages = options.NationalLanguages.AsSpan();
        for (var first = -1; first < languages.Length; first++)
        {
            var locking = first < 0 ? NationalLanguage.None : languages[first];
            if (first >= 0 && !GsmAlphabet.HasLocking(locking))
                continue;
            for (var second = -1; second < languages.Length; second++)
            {
                var single = second < 0 ? NationalLanguage.None : languages[second];
                if (second >= 0 && !GsmAlphabet.HasSingle(single) || first < 0 && second < 0)
                    continue;
                best = TextEncoder.Cheaper(best, Try(text, options, locking, single));
            }
        }
        return best;
    }

    public static EncodingChoice? Try(ReadOnlySpan<char> text, EncodingOptions options, NationalLanguage locking, NationalLanguage single) =>
        GsmCodec.TryMeasure(GsmAlphabet.For(locking, single), text, out var septets, out _)
            ? Measure.Gsm(text, options, locking, single, septets)
            : null;
}
