using Tidings.Core.Compose;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Messages;

namespace Tidings.Core.Deliver;

/// <summary>
/// What must hold of a text at the one exit, whatever made it and whenever: a sender that is registered where it goes, words that an approved template wrote, and no
/// card number or sign that steers the display in them. Deciding and composing keep all of it too; here is where a mistake of theirs, or a change of the settings since, stops.
/// </summary>
public static class ExitRules
{
    /// <param name="bank">The settings in force now; null: not known, and senders are not looked at.</param>
    /// <returns>The rule that is broken; null: it may leave.</returns>
    public static Reason? Broken(Message message, BankSettings? bank)
    {
        if (!IsWritten(message))
            return NotWritten;
        if (bank is not null && SenderPolicy.For(bank, message.To) != message.From)
            return NotRegistered;
        return TextRules.Broken(message.Text, overflowed: false);
    }

    /// <summary>Id, language and version: <c>card-payment/en/3</c>.</summary>
    static bool IsWritten(Message message)
    {
        var name = message.Template.AsSpan();
        var version = name.LastIndexOf('/');
        return version > 0 && name[..version].IndexOf('/') is > 0 and var id && id < version - 1
            && int.TryParse(name[(version + 1)..], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number > 0;
    }

    static readonly Reason NotWritten = new("no-template", "no version of a template wrote it");
    static readonly Reason NotRegistered = new("no-sender", "its sender is not the one that is registered in the number's country now");
}
