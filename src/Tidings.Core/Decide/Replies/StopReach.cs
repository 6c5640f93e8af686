using Tidings.Core.Customers;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Decide.Preferences;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Replies;

/// <summary>What STOP ends, and what it cannot end: alerts that the bank has made mandatory and that no law lets the customer revoke, and those that a law has sent whatever he says.</summary>
public static class StopReach
{
    static readonly string MustSend = $"policy-{Kebab<PolicyEffect>.Name(PolicyEffect.MustSend)}";

    /// <summary>
    /// Whether a text that was decided before STOP, and waits, is ended by it. Codes, fraud and security are not, whatever the bank has made of their alerts: they hardly ever wait, and what they protect would be lost.
    /// </summary>
    public static bool EndsWaiting(Rulebook book, Message message) =>
        message.Class is > MessageClass.Security and not MessageClass.Reply
        && !book.Rules.Any(rule => rule.Id == message.Alert && rule.Mandatory)
        && !message.Reasons.Any(static reason => reason.Code == MustSend);

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
