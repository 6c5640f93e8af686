using System.Collections.Immutable;

namespace Tidings.Smpp.Text;

/// <summary>What a route permits when a text is encoded. Immutable; make it once a carrier and keep it.</summary>
public sealed record EncodingOptions
{
    /// <summary>The default alphabet unpacked, else UCS-2; long texts in segments with 8-bit references.</summary>
    public static EncodingOptions Default { get; } = new();

    /// <summary>GSM 7-bit may be used. Default: true.</summary>
    public bool AllowGsm7 { get; init; } = true;

    /// <summary>ISO 8859-1 may be used. Default: false, since many handsets and message centres mangle it.</summary>
    public bool AllowLatin1 { get; init; }

    /// <summary>UCS-2 may be used. Default: true.</summary>
    public bool AllowUcs2 { get; init; } = true;

    /// <summary>
    /// Languages whose locking and single shift tables the carrier and its handsets are known to render. Default: none. Every
    /// pair of the permitted tables is tried, so keep the list to the languages in use.
    /// </summary>
    public ImmutableArray<NationalLanguage> NationalLanguages
    {
        get;
        init => field = value.IsDefault ? [] : value;
    } = [];

    /// <summary>
    /// Use exactly this encoding (GSM 7-bit with <see cref="ForceLocking"/> and <see cref="ForceSingle"/>) or fail. Default: null,
    /// the cheapest permitted one.
    /// </summary>
    public TextEncoding? ForceEncoding { get; init; }

    /// <summary>The locking shift language that goes with a forced GSM 7-bit encoding.</summary>
    public NationalLanguage ForceLocking { get; init; }

    /// <summary>The single shift language that goes with a forced GSM 7-bit encoding.</summary>
    public NationalLanguage ForceSingle { get; init; }

    /// <summary>Septets are packed eight in seven octets in short_message. Default: false, one septet an octet, as nearly all carriers want.</summary>
    public bool PackSeptets { get; init; }

    /// <summary>How long texts are cut. Default: <see cref="Concatenation.Udh8"/>.</summary>
    public Concatenation Concatenation { get; init; } = Concatenation.Udh8;

    /// <summary>The most segments that a text may take, 1 to 255. Default: 255, the most that concatenation can count.</summary>
    public int MaxSegments { get; init; } = 255;

    /// <summary>data_coding sent with GSM 7-bit text. Default: 0, the message centre's default alphabet; some want 0xF0 or 1.</summary>
    public byte Gsm7DataCoding { get; init; }
}
