namespace Tidings.Smpp.Text;

/// <summary>How octets are to be read; for data_coding 0 this differs from carrier to carrier.</summary>
public enum DefaultAlphabet : byte
{
    /// <summary>GSM 7-bit, one septet an octet.</summary>
    Gsm7 = 0,
    /// <summary>GSM 7-bit, packed.</summary>
    Gsm7Packed = 1,
    /// <summary>ISO 8859-1, and with it ASCII.</summary>
    Latin1 = 2,
    /// <summary>UTF-16BE.</summary>
    Ucs2 = 3,
    /// <summary>No text.</summary>
    Binary = 4,
}
