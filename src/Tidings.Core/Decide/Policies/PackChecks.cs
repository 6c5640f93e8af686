using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Policies;

/// <summary>What must hold within and between rules: a rule that can never say anything is a mistake of whoever wrote it, and people would rely on it.</summary>
internal static class PackChecks
{
    public static void Check(IReadOnlyList<PolicyRule> rules, List<FieldError> errors)
    {
        var byId = new Dictionary<string, PolicyRule>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            if (!byId.TryAdd(rule.Id, rule))
                Add(rule, "id", FieldCodes.Repeated, "Another rule has the same id.", "Give it an id of its own.");
            if (rule is { Effective: { } from, Until: { } until } && until <= from)
                Add(rule, "until", FieldCodes.Range, "The rule can never be reached: it ends before it begins.", "Write a day after effective, or remove it.");
            if (rule.Kept == PolicyKeeper.Decision)
                CheckAlone(rule);
        }
        foreach (var rule in rules)
        {
            if (rules.FirstOrDefault(other => other != rule && Covers(other, rule)) is { } cover)
                Add(rule, "effect", FieldCodes.Range, $"The rule can never be reached: {cover.Id} denies all that it is about.", $"Remove it, or narrow {cover.Id}.");
            CheckExempted(rule);
        }

        void Add(PolicyRule rule, string member, string code, string why, string fix) => errors.Add(new($"rules[{rule.Id}].{member}", code, why, fix));

        void CheckAlone(PolicyRule rule)
        {
            var waits = rule.Classes.Count == 0 || rule.Classes.Any(QuietPolicy.MayWait);
            if (rule.Effect == PolicyEffect.Defer && !waits)
                Add(rule, "classes", FieldCodes.Range, "The rule can never be reached: codes, fraud and security never wait.", "Name a class that may wait, or deny it.");
            if (rule.Effect == PolicyEffect.StepUp && rule.Classes is not [MessageClass.OneTimeCode])
                Add(rule, "classes", FieldCodes.Range, "Only a one-time code proves a customer: nothing else can be stepped up.", "Write [\"one-time-code\"].");
            if (rule.Effect == PolicyEffect.MustSend && rule.Classes.Contains(MessageClass.Promotional))
                Add(rule, "classes", FieldCodes.Range, "No advertisement must be sent.", "Remove promotional.");
            if (rule.Effect == PolicyEffect.MustSend && rule.Text.Count > 0)
                Add(rule, "text", FieldCodes.Range, "Whether it must be sent is decided before it is written.", "Remove it.");
            if (rule is { Effect: PolicyEffect.MustSend or PolicyEffect.Exempt, Revoked: true })
                Add(rule, "revoked", FieldCodes.Range, rule.Effect == PolicyEffect.Exempt
                    ? "The rule can never be reached: the customer's revocation beats an exemption." : "What must be sent does not ask whether he switched it off.", "Write false.");
        }

        void CheckExempted(PolicyRule rule)
        {
            for (var i = 0; i < (rule.Params?.Rules?.Count ?? 0); i++)
                if (!byId.TryGetValue(rule.Params!.Rules![i], out var exempted))
                    Add(rule, $"params.rules[{i}]", FieldCodes.UnknownValue, "The pack has no rule with this id.", "Remove it, or correct it.");
                else if (exempted is not { Kept: PolicyKeeper.Decision, Effect: PolicyEffect.Require or PolicyEffect.Limit or PolicyEffect.Defer })
                    Add(rule, $"params.rules[{i}]", FieldCodes.Range, "No exemption goes before such a rule.", "Name rules that the decision keeps and that require, limit or defer.");
        }
    }

    /// <summary>Whether <paramref name="wide"/> denies every text that <paramref name="rule"/> could speak about.</summary>
    static bool Covers(PolicyRule wide, PolicyRule rule) =>
        wide is { Kept: PolicyKeeper.Decision, Effect: PolicyEffect.Deny, Basis: null, Revoked: false, Text: [], When: [] }
        && rule.Kept == PolicyKeeper.Decision
        && wide.Of == rule.Of && Within(Jurisdictions.Of(rule.Jurisdiction), Jurisdictions.Of(wide.Jurisdiction))
        && Within(rule.Classes, wide.Classes) && Within(rule.Events, wide.Events)
        && (wide.Effective is null || wide.Effective <= rule.Effective) && (wide.Until is null || wide.Until >= rule.Until)
        // Of two that are the same, one is enough to be told of.
        && !(rule is { Effect: PolicyEffect.Deny, Basis: null, Revoked: false, Text: [], When: [] } && string.CompareOrdinal(rule.Id, wide.Id) < 0 && Covers(rule, wide));

    static bool Within(IReadOnlySet<string>? inner, IReadOnlySet<string>? outer) => outer is null || inner?.IsSubsetOf(outer) == true;

    static bool Within<T>(IReadOnlyList<T> inner, IReadOnlyList<T> outer) => outer.Count == 0 || (inner.Count > 0 && inner.All(outer.Contains));
}
