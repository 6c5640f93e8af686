using Tidings.Core.Customers;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Policies;

/// <summary>
/// What all rules together say about one written text. The order of precedence is the order of this file, and nothing else decides: deny, require and step-up;
/// must-send before the customer's opt-out, limits and waiting; his revocation before an exemption.
/// </summary>
internal static class PolicyRun
{
    /// <param name="message">The text as it was written; afterwards, as it may be sent.</param>
    /// <returns>Null: it may be sent. Otherwise why not.</returns>
    public static Suppression? Judge(in Facts facts, CompiledRule alert, Draft draft, ref Message message, ref Findings found)
    {
        var book = facts.Book.Policies;
        var about = new PolicyCase(facts, alert.Rule, draft.Profile, PolicyBook.CountryOf(draft.Profile, draft.To));
        facts.Trace?.Take(book, about, message);
        var asked = book.For(about.Country, message.Class);
        if (asked.Length == 0)
            return null;
        List<PolicyRule>? holding = null;
        foreach (var policy in asked)
            if (policy.Asked(about) == Unconcerned.Not && TextFacts.AllHold(policy.Rule.Text, message, about.Bank))
                (holding ??= []).Add(policy.Rule);
        return holding is null ? null : Judge(holding, about, alert, draft, ref message, ref found);
    }

    static Suppression? Judge(List<PolicyRule> holding, in PolicyCase about, CompiledRule alert, Draft draft, ref Message message, ref Findings found)
    {
        var must = holding.Exists(static rule => rule.Effect == PolicyEffect.MustSend);
        var revoked = holding.Exists(static rule => rule is { Effect: PolicyEffect.Suppress, Revoked: true });
        var exempt = revoked ? [] : holding.Where(static rule => rule.Effect == PolicyEffect.Exempt).SelectMany(static rule => rule.Params!.Rules!).ToArray();
        if (holding.Find(static rule => rule.Effect == PolicyEffect.Deny) is { } deny)
            return Refuse(PolicyWords.Of(deny));
        foreach (var rule in holding)
            if (rule.Effect == PolicyEffect.Require && !exempt.Contains(rule.Id) && Requirement.Lacks(rule.Params!, message, about) is { } lacks)
                return Refuse(PolicyWords.Of(rule, lacks));
        if (holding.Find(static rule => rule.Effect == PolicyEffect.StepUp) is { } stepUp)
            return Refuse(PolicyWords.Of(stepUp));
        if (!must && holding.Find(static rule => rule.Effect == PolicyEffect.Suppress) is { } suppress)
            return Refuse(PolicyWords.Of(suppress));
        var reasons = new List<Reason>(message.Reasons);
        foreach (var rule in holding)
        {
            if (exempt.Contains(rule.Id))
                reasons.Add(PolicyWords.Set(rule, "an exemption takes it away"));
            else if (must && rule.Effect is PolicyEffect.Suppress or PolicyEffect.Limit or PolicyEffect.Defer)
                reasons.Add(PolicyWords.Set(rule, "it must be sent"));
            else if (rule.Effect == PolicyEffect.Exempt && revoked)
                reasons.Add(PolicyWords.Set(rule, "the customer has revoked"));
            else if (rule.Effect == PolicyEffect.Limit)
            {
                var key = PolicyLimit.Key(rule, about);
                if (about.State.TextsCounted(key, about.Now - rule.Params!.Window!.Value) + found.Counted(key) >= rule.Params.Most)
                    return Refuse(PolicyWords.Of(rule));
                reasons.Add(PolicyWords.Of(rule));
            }
            else if (rule.Effect != PolicyEffect.Defer)
                reasons.Add(PolicyWords.Of(rule));
        }
        if (!must)
        {
            var hours = holding.FindAll(rule => rule.Effect == PolicyEffect.Defer && !exempt.Contains(rule.Id));
            if (AllowedHours.First(hours, TimeZones.Of(draft.Profile.TimeZone, about.Bank), message.NotBefore ?? about.Now) is not { } first)
                return Refuse(PolicyWords.Of(hours[0], "no hour is allowed by all rules"));
            foreach (var rule in hours)
                reasons.Add(PolicyWords.Of(rule));
            if (first > (message.NotBefore ?? about.Now))
                message = message with { NotBefore = first, ValidUntil = first + alert.Rule.Validity };
        }
        // Counted last: what is refused by any rule has not been sent.
        foreach (var rule in holding)
            if (rule.Effect == PolicyEffect.Limit && !exempt.Contains(rule.Id))
                found.Add(new TextCounted(PolicyLimit.Key(rule, about)));
        message = message with { Reasons = reasons };
        return null;

        Suppression Refuse(Reason reason) => new(alert.Id, alert.Rule.Class, reason);
    }
}
