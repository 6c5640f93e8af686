namespace Tidings.Simulator.Texts;

/// <summary>The alphabet that a user data header's language identifiers select (3GPP TS 23.038 annex A).</summary>
internal static class NationalTables
{
    static readonly string[] Languages = ["", "tr", "es", "pt", "bn", "gu", "hi", "kn", "ml", "or", "pa", "ta", "te", "ur"];

    public static char Locking(byte language, byte septet) => GsmAlphabet.Default[septet];

    /// <summary>What an escape and this septet mean; where the table has nothing, the septet's own character stands (§6.2.1.1).</summary>
    public static char Single(byte language, byte septet)
    {
        var character = GsmAlphabet.Extension(septet);
        return character == '\0' ? GsmAlphabet.Default[septet] : character;
    }

    public static string? LanguageOf(byte single, byte locking)
    {
        var language = locking != 0 ? locking : single;
        return language > 0 && language < Languages.Length ? Languages[language] : null;
    }
}
