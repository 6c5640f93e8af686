using Tidings.Core.Compose;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Policies;

/// <summary>What rules may ask of a written text.</summary>
internal static class TextFacts
{
    public static bool AllHold(IReadOnlyList<TextFact> facts, Message message, BankSettings bank)
    {
        for (var i = 0; i < facts.Count; i++)
            if (!Holds(facts[i], message, bank))
                return false;
        return true;
    }

    static bool Holds(TextFact fact, Message message, BankSettings bank) => fact switch
    {
        TextFact.Link => Links.EachIn(message.Text).Any(),
        TextFact.UnregisteredLink => Links.EachIn(message.Text).Any(link => !IsRegistered(link, bank.Policies?.Links ?? [])),
        _ => message.From.Value.Any(char.IsAsciiLetter),
    };

    static bool IsRegistered(string link, IReadOnlyList<string> registered)
    {
        var address = link[(link.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0)..];
        foreach (var begins in registered)
            if (address.StartsWith(begins, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }
}
