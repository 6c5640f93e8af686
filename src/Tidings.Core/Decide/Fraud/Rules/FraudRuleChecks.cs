using Tidings.Core.Events;

namespace Tidings.Core.Decide.Fraud.Rules;

/// <summary>What the members of the document must be to one another.</summary>
internal static class FraudRuleChecks
{
    public static void Check(FraudRules rules, List<FieldError> errors)
    {
        if (rules.DeclineAt < rules.AskAt)
            errors.Add(new("declineAt", FieldCodes.Range, $"It is below askAt ({rules.AskAt}): what is declined would not be asked about.", "Write askAt or more."));
        if (rules.Rates.ContainsKey(rules.Currency))
            errors.Add(new($"rates.{rules.Currency}", FieldCodes.Repeated, "It is the currency that all others are told in.", "Remove it."));
        CheckLists(rules, errors);
        var lists = rules.Lists.Select(static list => list.Id).ToHashSet(StringComparer.Ordinal);
        CheckRules(rules, lists, errors);
        CheckSegments(rules, lists, errors);
        if (rules.Asking.RemindAfter >= rules.Asking.GiveUpAfter)
            errors.Add(new("asking.giveUpAfter", FieldCodes.Range, "It is over before the reminder.", "Write more than remindAfter."));
    }

    static void CheckRules(FraudRules rules, HashSet<string> lists, List<FieldError> errors)
    {
        Twice(rules.Rules, static rule => rule.Id, "rules", errors);
        for (var i = 0; i < rules.Rules.Count; i++)
            FraudConditionChecks.Check(rules.Rules[i].When, lists, $"rules[{i}].when", errors);
    }

    static void CheckLists(FraudRules rules, List<FieldError> errors)
    {
        Twice(rules.Lists, static list => list.Id, "lists", errors);
        for (var i = 0; i < rules.Lists.Count; i++)
        {
            var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            for (var k = 0; k < rules.Lists[i].Entries.Count; k++)
                if (!seen.Add(rules.Lists[i].Entries[k].Value))
                    errors.Add(new($"lists[{i}].entries[{k}].value", FieldCodes.Repeated, "The list has it already; capitals do not matter.", "Remove one."));
        }
    }

    static void CheckSegments(FraudRules rules, HashSet<string> lists, List<FieldError> errors)
    {
        Twice(rules.Segments, static segment => segment.Id, "segments", errors);
        for (var i = 0; i < rules.Segments.Count; i++)
        {
            var segment = rules.Segments[i];
            FraudConditionChecks.Check(segment.When, lists, $"segments[{i}].when", errors);
            var (ask, decline) = (segment.AskAt ?? rules.AskAt, segment.DeclineAt ?? rules.DeclineAt);
            if (segment is { AskAt: null, DeclineAt: null })
                errors.Add(new($"segments[{i}].askAt", FieldCodes.Missing, "A segment without a threshold changes nothing.", "Write askAt, declineAt or both, or remove the segment."));
            else if (decline < ask)
                errors.Add(new($"segments[{i}].{(segment.DeclineAt is null ? "askAt" : "declineAt")}", FieldCodes.Range, $"It would be asked from {ask} and declined from {decline}.", "Write declineAt as high as askAt or higher."));
        }
    }

    static void Twice<T>(IReadOnlyList<T> all, Func<T, string> idOf, string member, List<FieldError> errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < all.Count; i++)
            if (idOf(all[i]) is { Length: > 0 } id && !seen.Add(id))
                errors.Add(new($"{member}[{i}].id", FieldCodes.Repeated, $"The id {id} stands twice.", "Name one otherwise."));
    }
}
