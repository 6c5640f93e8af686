namespace Tidings.Smpp.Text;

/// <summary>How the characters of a short message become octets.</summary>
public enum TextEncoding : byte
{
    /// <summary>GSM 7-bit default alphabet or national tables (3GPP TS 23.038 §6.2.1): 160 septets in a single message.</summary>
    Gsm7 = 0,
    /// <summary>ISO 8859-1, data_coding 3 (SMPP 3.4 §5.2.19): 140 octets in a single message.</summary>
    Latin1 = 1,
    /// <summary>UCS-2, written as UTF-16BE, data_coding 8: 70 code units in a single message.</summary>
    Ucs2 = 2,
    /// <summary>Octets without text, data_coding 4 (or 2).</summary>
    Binary = 3,
}
