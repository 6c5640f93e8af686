using Tidings.Core.Customers;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Preferences;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Replies;

/// <summary>What STOP cannot end: alerts that the bank has made mandatory and that no law lets the customer revoke, and those that a law has sent whatever he says.</summary>
internal static class StopReach
{
    /// <summary>The classes of which something still comes, the most urgent first.</summary>
    public static IEnumerable<MessageClass> Stays(Facts facts, CustomerProfile profile) => facts.Book.Rules
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
