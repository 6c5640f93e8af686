using Tidings.Core.Compose;
using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Deliver;

/// <summary>
/// What must hold of a text at the one exit, whatever made it and whenever: that it goes no further than the key of its event may reach, a sender that is registered where it goes, words that a version of a template wrote or
/// that keep the rules of ad-hoc texts, and no card number or sign that steers the display in them. Deciding and composing keep all of it too; here is where a mistake of theirs, or a change of the settings since, stops.
/// </summary>
public static class ExitRules
{
    /// <param name="bank">The settings in force now; null: not known, and senders are not looked at.</param>
    /// <param name="own">What the carrier that it leaves by writes above it instead; null: what was decided.</param>
    /// <param name="isApproved">Whether the version of a template with this id is one that the node knows as approved; null: not known, and only the form of its name is looked at.</param>
    /// <param name="isSimulator">The carrier that it leaves by is a simulator: texts of test keys may go to it.</param>
    /// <returns>The rule that is broken; null: it may leave.</returns>
    public static Reason? Broken(Message message, BankSettings? bank, SenderId? own = null, Func<string, int, bool>? isApproved = null, bool isSimulator = false)
    {
        if (message.Reach != Reach.Live && ReachPolicy.Refuse(message.Reach, message.To, bank, isSimulator) is { } beyond)
            return beyond;
        if (message.Class == MessageClass.AdHoc)
            return message.Template == AdHocRules.Template ? AdHocRules.Broken(message.Text) ?? Sender(message, bank, own) : NotWritten;
        if (!IsWritten(message, isApproved))
            return NotWritten;
        return Sender(message, bank, own) ?? TextRules.Broken(message.Text, overflowed: false);
    }

    /// <summary>Whether a carrier may have this sender of its own for a country, by the settings in force.</summary>
    public static bool IsRegistered(BankSettings bank, string country, SenderId own) => SenderPolicy.MayStand(bank, country, own);

    static Reason? Sender(Message message, BankSettings? bank, SenderId? own)
    {
        if (bank is null)
            return null;
        if (SenderPolicy.For(bank, message.To) != message.From)
            return NotRegistered;
        return own is not { } carriers || (NumberingPlan.CountryOf(message.To) is { } country && IsRegistered(bank, country, carriers)) ? null : CarriersNotRegistered;
    }

    /// <summary>Id, language and version: <c>card-payment/en/3</c>.</summary>
    static bool IsWritten(Message message, Func<string, int, bool>? isApproved)
    {
        var name = message.Template.AsSpan();
        var version = name.LastIndexOf('/');
        return version > 0 && name[..version].IndexOf('/') is > 0 and var id && id < version - 1
            && int.TryParse(name[(version + 1)..], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) && number > 0
            && isApproved?.Invoke(message.Template[..id], number) != false;
    }

    static readonly Reason NotWritten = new("no-template", "no version of a template wrote it");
    /// <summary>It is the carrier that may not have it: another may.</summary>
    public static bool IsCarriers(Reason broken) => ReferenceEquals(broken, CarriersNotRegistered);

    /// <summary>It is a policy that is on now.</summary>
    public static bool IsPolicys(Reason broken)
    {
        ArgumentNullException.ThrowIfNull(broken);
        return broken.Code.StartsWith("policy-", StringComparison.Ordinal);
    }

    static readonly Reason CarriersNotRegistered = new("no-sender", "the carrier's own sender for the number's country is not registered there now");
    static readonly Reason NotRegistered = new("no-sender", "its sender is not the one that is registered in the number's country now");
}
