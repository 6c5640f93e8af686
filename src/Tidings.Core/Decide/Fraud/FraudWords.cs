using System.Collections.Frozen;
using System.Text.Json;
using Tidings.Core.Compose.Formats;
using Tidings.Core.Decide.Alerts;

namespace Tidings.Core.Decide.Fraud;

/// <summary>
/// The words of reasons by language, from words.json: a few that can stand among others, in lower case but for nouns. Numbers are never 1, and languages whose plural depends on the number
/// write it apart. Where the language can be written in the GSM 7-bit alphabet, so are they.
/// </summary>
internal static class FraudWords
{
    const string Number = "{n}";

    static readonly FrozenDictionary<string, string[]> ByLanguage = Load();

    /// <summary>Those in which each phrase has words.</summary>
    public static IEnumerable<string> Languages => ByLanguage.Keys;

    /// <param name="reader">Who reads it: numbers are written as in his region, where he has the language in another.</param>
    /// <returns>Null: there are none in this language.</returns>
    public static string? Find(string language, FraudPhrase phrase, double number, string? reader = null) => ByLanguage.TryGetValue(language, out var words)
        ? words[(int)phrase].Replace(Number, Written(reader is not null && LanguageChain.SameLanguage(reader, language) ? reader : language, phrase, number), StringComparison.Ordinal)
        : null;

    /// <summary>A few times with one decimal, in the language's digits and signs; all else whole.</summary>
    static string Written(string language, FraudPhrase phrase, double number) =>
        Locale.Of(language).Number(number, phrase == FraudPhrase.TimesTheUsual && number < 3 ? 1 : 0);

    static FrozenDictionary<string, string[]> Load()
    {
        using var stream = typeof(FraudWords).Assembly.GetManifestResourceStream("Tidings.Core.Decide.Fraud.words.json")
            ?? throw new InvalidOperationException("The words of reasons are not embedded.");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.EnumerateObject().ToFrozenDictionary(
            static language => language.Name,
            static language => Enum.GetValues<FraudPhrase>().Select(phrase => language.Value.GetProperty(Kebab<FraudPhrase>.Name(phrase)).GetString()!).ToArray(), StringComparer.OrdinalIgnoreCase);
    }
}
