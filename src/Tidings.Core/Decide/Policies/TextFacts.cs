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
        TextFact.Link => Links.FirstIn(message.Text) is not null,
        TextFact.UnregisteredLink => HasUnregistered(message.Text, bank.Policies?.Links ?? []),
        _ => message.From.Value.Any(char.IsAsciiLetter),
    };

    static bool HasUnregistered(string text, IReadOnlyList<string> registered)
    {
        while (Links.FirstIn(text) is { } link)
        {
            var address = link.Text[(link.Text.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0)..];
            if (!registered.Any(begins => address.StartsWith(begins, StringComparison.OrdinalIgnoreCase)))
                return true;
            text = text[(link.At + link.Text.Length)..];
        }
        return false;
    }
}
