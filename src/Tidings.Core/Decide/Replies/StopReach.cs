using Tidings.Core.Customers;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Decide.Preferences;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Replies;

/// <summary>What STOP ends, and what it cannot end: alerts that the bank has made mandatory and that no law lets the customer revoke, and those that a law has sent whatever he says.</summary>
public static class StopReach
{
    static readonly string MustSend = $"policy-{Kebab<PolicyEffect>.Name(PolicyEffect.MustSend)}";

    /// <summary>
    /// Whether a text that was decided before STOP, and waits, is ended by it. Codes, fraud and security are not, whatever the bank has made of their alerts: they hardly ever wait, and what they protect would be lost.
    /// </summary>
    /// <param name="decided">The event that <paramref name="message"/> was decided of.</param>
    /// <param name="profile">Null: he is registered no more, and a law is looked for by the text's number.</param>
    public static bool EndsWaiting(Rulebook book, Message message, DecidedEvent decided, CustomerProfile? profile, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(decided);
        if (message.Class is <= MessageClass.Security or MessageClass.Reply || message.Reasons.Any(static reason => reason.Code == MustSend))
            return false;
        if (book.Rules.FirstOrDefault(rule => rule.Id == message.Alert) is not { Mandatory: true } mandatory)
            return true;
        var told = profile is null
            ? new CustomerProfile { Id = decided.Customer, Name = "", Phones = [message.To], Language = "", TimeZone = "" }
            : profile with { Phones = [message.To] };
        // As where it was decided, but for its members, which are kept no more: a rule that asks for them ends nothing.
        var happened = new BankEvent { Source = decided.Source, Id = decided.EventId, Type = decided.Type, Time = decided.Time, Customer = decided.Customer, Account = message.Account };
        return book.Policies.Revokes(new Facts(book, new CustomerState { Id = decided.Customer }, null, happened, now), mandatory, told);
    }

    /// <summary>The classes of which something still comes, the most urgent first.</summary>
    internal static IEnumerable<MessageClass> Stays(Facts facts, CustomerProfile profile) => facts.Book.Rules
        .Where(rule => rule.Enabled && (Wishes.Of(profile, rule.Id, null).Enabled ?? rule.OnByDefault) && StaysOn(facts, rule, profile))
        .Select(static rule => rule.Class).Distinct().Order();

    static bool StaysOn(in Facts facts, AlertRule rule, CustomerProfile profile)
    {
        foreach (var trigger in rule.Triggers)
        {
            // As if the alert's own event came now: what its members say is not known, and a rule that asks for them promises nothing.
            var happening = new Facts(facts.Book, facts.State, null, facts.Event with { Type = trigger.On }, facts.Now);
            if (facts.Book.Policies.MustSend(happening, rule, profile) is not null)
                return true;
            if (rule.Mandatory && !facts.Book.Policies.Revokes(happening, rule, profile))
                return true;
        }
        return false;
    }
}
