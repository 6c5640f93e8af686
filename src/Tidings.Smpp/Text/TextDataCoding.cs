namespace Tidings.Smpp.Text;

/// <summary>The data_coding values that concern text (SMPP 3.4 §5.2.19) and the GSM coding groups (3GPP TS 23.038 §4).</summary>
public static class TextDataCoding
{
    /// <summary>The message centre's default alphabet.</summary>
    public const byte Default = 0x00;
    /// <summary>IA5, which is ASCII.</summary>
    public const byte Ascii = 0x01;
    /// <summary>Octets, unspecified.</summary>
    public const byte Binary2 = 0x02;
    /// <summary>ISO 8859-1.</summary>
    public const byte Latin1 = 0x03;
    /// <summary>Octets, unspecified.</summary>
    public const byte Binary = 0x04;
    /// <summary>Octets of class 1, for the phone itself (3GPP TS 23.038 §4).</summary>
    public const byte BinaryClass1 = 0xF5;
    /// <summary>UCS-2, big-endian.</summary>
    public const byte Ucs2 = 0x08;

    /// <summary>
    /// The encoding that <paramref name="dataCoding"/> names; <see cref="TextEncoding.Binary"/> for what has no text here (JIS, ISO 8859-5,
    /// compressed text and so on).
    /// </summary>
    public static TextEncoding EncodingOf(byte dataCoding) => dataCoding switch
    {
        Default => TextEncoding.Gsm7,
        Ascii or Latin1 => TextEncoding.Latin1,
        Ucs2 => TextEncoding.Ucs2,
        < 0x10 => TextEncoding.Binary,
        // General groups, with and without automatic deletion: bit 5 says compressed, bits 3 and 2 the alphabet.
        < 0x80 => (dataCoding & 0x2C) switch { 0x00 => TextEncoding.Gsm7, 0x08 => TextEncoding.Ucs2, _ => TextEncoding.Binary },
        >= 0xC0 and < 0xE0 => TextEncoding.Gsm7,
        >= 0xE0 and < 0xF0 => TextEncoding.Ucs2,
        >= 0xF0 => (dataCoding & 0x04) == 0 ? TextEncoding.Gsm7 : TextEncoding.Binary,
        _ => TextEncoding.Binary,
    };
}
