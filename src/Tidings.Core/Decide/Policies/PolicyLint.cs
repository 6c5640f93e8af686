using Tidings.Core.Compose.Templates;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Policies;

/// <summary>
/// Which alerts and codes could never be told where a policy holds, because of what their texts say or lack: found before a customer waits. Texts are written from invented values. Rules that ask about the event, or that
/// another rule may exempt from, are left to the decision.
/// </summary>
public static class PolicyLint
{
    /// <summary>All alerts that are offered, and all purposes that codes are sent for, with the versions of templates in force.</summary>
    public static IReadOnlyList<PolicyFinding> Check(Rulebook book, IReadOnlyList<Template> templates, DateOnly today)
    {
        if (book.Policies.IsEmpty)
            return [];
        var byId = templates.Where(static template => template.State == TemplateState.Approved).GroupBy(static template => template.Id)
            .ToDictionary(static versions => versions.Key, static versions => versions.MaxBy(static template => template.Version)!, StringComparer.Ordinal);
        return [.. book.Rules.Where(static rule => rule.Enabled).Concat(book.Purposes.Rules).SelectMany(rule => byId.TryGetValue(rule.Template, out var template) ? Check(book, rule, template, today) : [])];
    }

    static IEnumerable<PolicyFinding> Check(Rulebook book, AlertRule alert, Template template, DateOnly today)
    {
        var exempted = book.Policies.All.Where(static policy => policy.Rule.Effect == PolicyEffect.Exempt).SelectMany(static policy => policy.Rule.Params!.Rules!).ToHashSet(StringComparer.Ordinal);
        var asked = book.Policies.All.Where(policy => policy.MayHold && policy.Concerns(alert.Class) && SpeaksOfText(policy.Rule, alert, book.Bank, today) && !exempted.Contains(policy.Rule.Id)).ToArray();
        foreach (var language in template.Bodies.Keys.Order(StringComparer.Ordinal))
        {
            var texts = new[] { PreviewSample.Typical, PreviewSample.Longest }.Select(sample => TemplatePreview.Render(template, language, book.Bank, sample).Text).OfType<string>().ToArray();
            foreach (var policy in asked)
                if (texts.Select(text => Broken(policy.Rule, Of(alert, template, text, book.Bank), book.Bank)).FirstOrDefault(static why => why is not null) is { } why)
                    yield return new(alert.Id, template.Id, template.Version, language, policy.Rule.Id, policy.Rule.Jurisdiction, policy.Rule.Source, why);
        }
    }

    static bool SpeaksOfText(PolicyRule rule, AlertRule alert, BankSettings bank, DateOnly today) =>
        rule is { Effect: PolicyEffect.Deny or PolicyEffect.Require, Revoked: false } && rule.When.Count == 0
        && (rule.Events.Count == 0 || rule.Events.Any(alert.IsOn)) && !(rule.Until <= today)
        && (rule.Basis is null || bank.Policies?.Bases.GetValueOrDefault(alert.Id) == rule.Basis);

    static string? Broken(PolicyRule rule, Message message, BankSettings bank) =>
        !TextFacts.AllHold(rule.Text, message, bank) ? null
        : rule.Effect == PolicyEffect.Deny ? "such a text is not allowed"
        // Which sender stands above it depends on the number.
        : Requirement.Lacks(rule.Params! with { RegisteredSender = null }, message, bank);

    static Message Of(AlertRule alert, Template template, string text, BankSettings bank) => new()
    {
        Alert = alert.Id, Class = alert.Class, Template = template.Id, To = default, From = bank.Sender, Text = text, ValidUntil = default, Reasons = [],
    };
}

/// <summary>A text that a policy would keep back from whoever it protects.</summary>
/// <param name="Version">Of the template, the one in force.</param>
/// <param name="Jurisdiction">Whose rule it is: the text may be right elsewhere.</param>
/// <param name="Why">What is wrong with the text, for people.</param>
public sealed record PolicyFinding(string Alert, string Template, int Version, string Language, string Rule, string Jurisdiction, string Source, string Why);
