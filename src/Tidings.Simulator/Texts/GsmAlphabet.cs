namespace Tidings.Simulator.Texts;

/// <summary>The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038 §6.2.1), one septet an octet as SMPP carries it.</summary>
internal static class GsmAlphabet
{
    public const byte Escape = 0x1B;

    public const string Default =
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001BÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?" +
        "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    /// <summary>What follows an escape; NUL where the table has nothing.</summary>
    public static char Extension(byte septet) => septet switch
    {
        0x0A => '\f',
        0x14 => '^',
        0x28 => '{',
        0x29 => '}',
        0x2F => '\\',
        0x3C => '[',
        0x3D => '~',
        0x3E => ']',
        0x40 => '|',
        0x65 => '€',
        _ => '\0',
    };

    /// <summary>The septets of a text, or null if the alphabet lacks a character.</summary>
    public static byte[]? Encode(string text)
    {
        var septets = new List<byte>(text.Length);
        foreach (var character in text)
        {
            var at = Default.IndexOf(character);
            if (at >= 0 && at != Escape)
            {
                septets.Add((byte)at);
                continue;
            }
            var extension = ExtensionOf(character);
            if (extension == 0)
                return null;
            septets.Add(Escape);
            septets.Add(extension);
        }
        return [.. septets];
    }

    static byte ExtensionOf(char character)
    {
        for (byte septet = 1; septet < 0x80; septet++)
        {
            if (Extension(septet) == character)
                return septet;
        }
        return 0;
    }
}
