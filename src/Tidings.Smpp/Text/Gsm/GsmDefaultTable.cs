namespace Tidings.Smpp.Text.Gsm;

/// <summary>The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038 §6.2.1 and §6.2.1.1).</summary>
internal static class GsmDefaultTable
{
    public const string Basic =
        "@£$¥èéùìòÇ\nØø\rÅå" +
        "Δ_ΦΓΛΩΠΨΣΘΞ\0ÆæßÉ" +
        " !\"#¤%&'()*+,-./" +
        "0123456789:;<=>?" +
        "¡ABCDEFGHIJKLMNO" +
        "PQRSTUVWXYZÄÖÑÜ§" +
        "¿abcdefghijklmno" +
        "pqrstuvwxyzäöñüà";

    /// <summary>Septet and character, alternating.</summary>
    public const string Extension = "\x0A\f\x14^\x28{\x29}\x2F\\\x3C[\x3D~\x3E]\x40|\x65€";
}
