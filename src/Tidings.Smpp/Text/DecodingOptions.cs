namespace Tidings.Smpp.Text;

/// <summary>How a carrier's inbound texts are read.</summary>
public sealed record DecodingOptions
{
    /// <summary>data_coding 0 is GSM 7-bit, one septet an octet.</summary>
    public static DecodingOptions Default { get; } = new();

    /// <summary>What the carrier means by its default alphabet. Default: <see cref="DefaultAlphabet.Gsm7"/>.</summary>
    public DefaultAlphabet DefaultAlphabet { get; init; }

    /// <summary>How a text of that data_coding is read.</summary>
    public DefaultAlphabet For(byte dataCoding) => TextDataCoding.EncodingOf(dataCoding) switch
    {
        TextEncoding.Gsm7 => DefaultAlphabet,
        TextEncoding.Latin1 => DefaultAlphabet.Latin1,
        TextEncoding.Ucs2 => DefaultAlphabet.Ucs2,
        _ => DefaultAlphabet.Binary,
    };
}
