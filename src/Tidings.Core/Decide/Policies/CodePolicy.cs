using Tidings.Core.Customers;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Policies;

/// <summary>Whether a policy forbids codes by text to a customer whatever the text says: known before one is written, so that another means can be used.</summary>
internal static class CodePolicy
{
    /// <param name="country">The customer's jurisdiction; null: none is known.</param>
    /// <returns>What the rule says; of several a deny before a step-up. Null: none forbids it.</returns>
    public static Reason? Bans(in Facts facts, AlertRule rule, CustomerProfile profile, string? country)
    {
        var about = new PolicyCase(facts, rule, profile, country);
        PolicyRule? found = null;
        foreach (var policy in facts.Book.Policies.For(country, rule.Class))
            if (policy.Rule is { Effect: PolicyEffect.Deny or PolicyEffect.StepUp, Text.Count: 0 } && found?.Effect != PolicyEffect.Deny && (found is null || policy.Rule.Effect == PolicyEffect.Deny)
                && policy.Asked(about) == Unconcerned.Not)
                found = policy.Rule;
        return found is null ? null : PolicyWords.Of(found);
    }
}
