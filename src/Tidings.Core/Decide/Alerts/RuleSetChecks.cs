using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Alerts;

/// <summary>What must hold between rules.</summary>
internal static class RuleSetChecks
{
    /// <summary>The most alert rules of an installation.</summary>
    public const int MostRules = 500;

    public static void Check(IReadOnlyList<AlertRule> rules, IReadOnlySet<string>? templates, List<FieldError> errors)
    {
        if (rules.Count > MostRules)
            errors.Add(new("alerts", "range", $"There are more than {MostRules} alerts.", "Remove some."));
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in rules)
            if (!ids.Add(rule.Id))
                errors.Add(new($"alerts.{rule.Id}.id", FieldCodes.Repeated, "Another alert has the same id.", "Give it an id of its own."));
        if (errors.Count > 0)
            return;
        foreach (var rule in rules)
            CheckReferences(rule, rules, ids, templates, errors);
        if (ShadowOrder.Cycle(rules) is { } cycle)
            errors.Add(new($"alerts.{cycle}.shadows", "range", "The alert shadows itself over others.", "Break the circle."));
        if (rules.Count(static rule => rule.Enabled && rule.IsOn(EventTypes.BalanceDue)) > 1)
            errors.Add(new("alerts", "range", "More than one alert sends balances on schedule.", "Enable one of them."));
        if (rules.Count(static rule => rule.Enabled && rule.IsOn(EventTypes.DigestDue)) > 1)
            errors.Add(new("alerts", "range", "More than one alert tells small debits together.", "Enable one of them."));
        foreach (var type in rules.Where(rule => rule.Enabled).SelectMany(rule => rule.Triggers.Select(trigger => trigger.On).Distinct()).CountBy(on => on))
            if (type.Value > RuleList.Most)
                errors.Add(new("alerts", "range", $"More than {RuleList.Most} alerts are triggered by {type.Key}.", "Remove some."));
    }

    static void CheckReferences(AlertRule rule, IReadOnlyList<AlertRule> rules, HashSet<string> ids, IReadOnlySet<string>? templates, List<FieldError> errors)
    {
        for (var i = 0; i < rule.Shadows.Count; i++)
            if (!ids.Contains(rule.Shadows[i]))
                errors.Add(new($"alerts.{rule.Id}.shadows[{i}]", FieldCodes.UnknownValue, "There is no alert with this id.", "Remove it, or correct it."));
            else if (rule.Class == MessageClass.Promotional && rules.First(other => other.Id == rule.Shadows[i]).Class != MessageClass.Promotional)
                errors.Add(new($"alerts.{rule.Id}.shadows[{i}]", "range", "A promotional text cannot stand in for another one.", "Remove it."));
        if (templates?.Contains(rule.Template) == false)
            errors.Add(new($"alerts.{rule.Id}.template", FieldCodes.UnknownValue, "There is no template with this id.", "Add the template first, or correct the id."));
    }
}
