using Tidings.Core.Customers;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Policies;

/// <summary>Whether a text is as a rule wants it.</summary>
internal static class Requirement
{
    /// <returns>What it lacks, for people; null: nothing.</returns>
    public static string? Lacks(PolicyParams wanted, Message message, in PolicyCase about) => Lacks(wanted, message, about.Bank);

    /// <inheritdoc cref="Lacks(PolicyParams, Message, in PolicyCase)"/>
    public static string? Lacks(PolicyParams wanted, Message message, BankSettings bank)
    {
        if (wanted.BankName == true && !Has(message.Text, bank.Name))
            return "the text does not name the bank";
        if (wanted.Hotline == true && (bank.Hotline is not { } hotline || !Has(message.Text, hotline)))
            return "the text does not have the bank's hotline";
        if (wanted.MostCharacters < message.Text.Length)
            return $"the text is longer than {wanted.MostCharacters} characters";
        if (wanted.AnyOf is { } words && !Any(words, message.Text))
            return $"the text has none of: {string.Join(", ", words)}";
        if (wanted.RegisteredSender == true && NumberingPlan.CountryOf(message.To) is var country && (country is null || !bank.Senders.ContainsKey(country)))
            return "no sender is registered in the number's country by the bank's settings";
        return null;
    }

    static bool Any(IReadOnlyList<string> words, string text)
    {
        foreach (var word in words)
            if (Has(text, word))
                return true;
        return false;
    }

    static bool Has(string text, string words) => text.Contains(words, StringComparison.OrdinalIgnoreCase);
}
