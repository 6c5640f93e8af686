namespace Tidings.Smpp.Text;

public static partial class TextEncoder
{
    /// <summary>The first character that the one encoding lacks in which the text may go; -1 for none.</summary>
    private static int FirstLacking(ReadOnlySpan<char> text, EncodingOptions options)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (Lacks(text[i], options))
                return i;
        }
        return -1;
    }

    /// <summary>Whether the one encoding in which the text may go lacks a character: half of a surrogate pair is lacking in all but UCS-2.</summary>
    private static bool Lacks(char c, EncodingOptions options) => options.ForceEncoding switch
    {
        TextEncoding.Gsm7 => !Has(c, options.ForceLocking, options.ForceSingle),
        TextEncoding.Ucs2 => false,
        TextEncoding.Binary => true,
        _ => c > '\u00FF',
    };

    /// <summary>Whether the text may go in one encoding only, so that this is the measure and not the default alphabet.</summary>
    private static bool HasOneEncoding(EncodingOptions options) => options.ForceEncoding is not null || NeedsLatin1(options);

    private static bool NeedsLatin1(EncodingOptions options) => options is { AllowGsm7: false, AllowLatin1: true, AllowUcs2: false };
}
