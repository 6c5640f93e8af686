using Tidings.Smpp.Text;

namespace Tidings.Simulator.Texts;

/// <summary>
/// The alphabet that a user data header's language identifiers select (3GPP TS 23.038 annex A). The default alphabet is our own
/// copy; the national tables are Tidings.Smpp's, which are checked against a second source there.
/// </summary>
internal static class NationalTables
{
    static readonly string[] Languages = ["", "tr", "es", "pt", "bn", "gu", "hi", "kn", "ml", "or", "pa", "ta", "te", "ur"];
    static readonly string?[] LockingTables = new string?[Languages.Length];
    static readonly string?[] SingleTables = new string?[Languages.Length];

    public static char Locking(byte language, byte septet) => IsKnown(language)
        ? (LockingTables[language] ??= Read([], (NationalLanguage)language, NationalLanguage.None))[septet]
        : GsmAlphabet.Default[septet];

    /// <summary>What an escape and this septet mean; where the table has nothing, the septet's own character stands (§6.2.1.1).</summary>
    public static char Single(byte language, byte septet)
    {
        if (IsKnown(language))
            return (SingleTables[language] ??= Read([GsmAlphabet.Escape], NationalLanguage.None, (NationalLanguage)language))[septet];
        var character = GsmAlphabet.Extension(septet);
        return character == '\0' ? GsmAlphabet.Default[septet] : character;
    }

    public static string? LanguageOf(byte single, byte locking) =>
        IsKnown(locking) ? Languages[locking] : IsKnown(single) ? Languages[single] : null;

    static bool IsKnown(byte language) => language > 0 && language < Languages.Length;

    static string Read(ReadOnlySpan<byte> prefix, NationalLanguage locking, NationalLanguage single)
    {
        Span<char> table = stackalloc char[128];
        for (byte septet = 0; septet < table.Length; septet++)
        {
            byte[] octets = [.. prefix, septet];
            table[septet] = Smpp.Text.TextDecoder.DecodeBody(octets, DefaultAlphabet.Gsm7, locking, single, 0)![0];
        }
        return new(table);
    }
}
