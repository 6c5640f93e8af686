using System.Globalization;

namespace Tidings.Simulator.Texts;

/// <summary>
/// The alphabet that a user data header's language identifiers select (3GPP TS 23.038 annex A), from a transcription of the simulator's
/// own: a wrong cell in Tidings.Smpp's tables is a wrong letter on the Phone.
/// </summary>
internal static class NationalTables
{
    const char Empty = '\0', Unreadable = '\uFFFD', Space = ' ';
    const int Septets = 128;
    static readonly string[] Languages = ["", "tr", "es", "pt", "bn", "gu", "hi", "kn", "ml", "or", "pa", "ta", "te", "ur"];
    static readonly Lazy<Dictionary<(int Language, string Kind), char[]>> Tables = new(Read);

    public static char Locking(byte language, byte septet) =>
        Tables.Value.TryGetValue((language, "locking"), out var table)
            ? table[septet] is var character && character == Empty ? Unreadable : character
            : GsmAlphabet.Default[septet];

    /// <summary>
    /// What an escape and this septet mean under both identifiers. Where the table has nothing, the septet's own character stands; a
    /// second escape is a space (§6.2.1.1).
    /// </summary>
    public static char Single(byte language, byte locking, byte septet)
    {
        if (septet == GsmAlphabet.Escape)
            return Space;
        var character = Tables.Value.TryGetValue((language, "single"), out var table) ? table[septet] : GsmAlphabet.Extension(septet);
        return character == Empty ? Locking(locking, septet) : character;
    }

    public static string? LanguageOf(byte single, byte locking) =>
        IsKnown(locking) ? Languages[locking] : IsKnown(single) ? Languages[single] : null;

    static bool IsKnown(byte language) => language > 0 && language < Languages.Length;

    /// <summary>The resource's form is told at its top.</summary>
    static Dictionary<(int Language, string Kind), char[]> Read()
    {
        using var lines = new StreamReader(typeof(NationalTables).Assembly.GetManifestResourceStream("Tidings.Simulator.Texts.NationalTables.txt")!);
        var tables = new Dictionary<(int, string), char[]>();
        char[] table = [];
        while (lines.ReadLine() is { } line)
        {
            var words = line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0 && line[0] != Space)
                tables.Add((int.Parse(words[0], CultureInfo.InvariantCulture), words[1]), table = new char[Septets]);
            else
                Fill(table, words);
        }
        return tables;
    }

    static void Fill(char[] table, string[] runs)
    {
        foreach (var run in runs)
        {
            var parts = run.Split(':', '+');
            var (septet, first) = (Hex(parts[0]), Hex(parts[1]));
            for (var i = 0; i <= (parts.Length > 2 ? Hex(parts[2]) : 0); i++)
                table[septet + i] = (char)(first + i);
        }
    }

    static int Hex(string digits) => int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
