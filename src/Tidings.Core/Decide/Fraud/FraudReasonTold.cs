using Tidings.Core.Compose.Formats;
using Tidings.Core.Decide.Fraud.Rules;

namespace Tidings.Core.Decide.Fraud;

/// <summary>One reason with its weight, and the plain words for it.</summary>
/// <param name="Weight">Its part in the score; of a <see cref="Rules.FraudJudgement"/> in points.</param>
/// <param name="Words">In English; of a bank's rule without English in the first language that it has. See <see cref="WordsIn"/>.</param>
public sealed record FraudReasonTold(FraudReason Reason, double Weight, string Words)
{
    /// <summary>The id of the bank's rule whose words these are. Null: they are the product's.</summary>
    public string? Rule { get; init; }

    /// <summary>What the product's words are made of; null: a rule of the bank's says it.</summary>
    internal (FraudPhrase Phrase, double Number)? Said { get; init; }

    internal IReadOnlyDictionary<string, string>? Own { get; init; }

    /// <summary>The words in the first language of these that there are words in: the one that is wanted and those above it, the bank's, English.</summary>
    /// <param name="language">BCP 47, as the customer has it.</param>
    /// <param name="bankDefault">Likewise, as the bank's settings have it.</param>
    public string WordsIn(string language, string bankDefault)
    {
        foreach (var tag in LanguageChain.Of(language, bankDefault))
            if (Said is { } said ? FraudWords.Find(tag, said.Phrase, said.Number, language) is { } words : Own?.TryGetValue(tag, out words!) == true)
                return words;
        return Words;
    }

    /// <summary>Whether everybody reads a rule's words who reads the bank's language, or English.</summary>
    public static bool Covers(IReadOnlyDictionary<string, string> reasons, string bankDefault) => LanguageChain.Of(bankDefault, bankDefault).Any(reasons.ContainsKey);

    internal static FraudReasonTold OfRule(FraudRule rule) => new(FraudReason.Rule, rule.Points, rule.Reasons.TryGetValue(LanguageChain.Last, out var english) ? english : rule.Reasons.Values.First())
    {
        Rule = rule.Id,
        Own = rule.Reasons,
    };
}
