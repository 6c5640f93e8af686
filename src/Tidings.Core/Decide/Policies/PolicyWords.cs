using Tidings.Core.Decide.Alerts;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Policies;

/// <summary>What a rule said, as a reason: for machines <c>policy-</c> and its effect, for people its id, its meaning and its source.</summary>
internal static class PolicyWords
{
    public static Reason Of(PolicyRule rule, string? detail = null) =>
        new($"policy-{Kebab<PolicyEffect>.Name(rule.Effect)}", $"policy {rule.Id}: {detail ?? Meaning(rule)} ({rule.Source})");

    public static Reason Set(PolicyRule rule, string why) =>
        new("policy-set-aside", $"policy {rule.Id}: {Meaning(rule)}, but {why} ({rule.Source})");

    static string Meaning(PolicyRule rule) => rule.Effect switch
    {
        PolicyEffect.Deny => "such a text is not allowed",
        PolicyEffect.Require => "the text is as it must be",
        PolicyEffect.Suppress => rule.Revoked ? "the customer has revoked" : "such a text is kept back",
        PolicyEffect.StepUp => "the phone alone does not prove the customer now",
        PolicyEffect.Limit => $"at most {rule.Params!.Most} in {System.Xml.XmlConvert.ToString(rule.Params.Window!.Value)}",
        PolicyEffect.Defer => $"only from {rule.Params!.From:HH\\:mm} to {rule.Params.Until:HH\\:mm} where the customer is",
        PolicyEffect.MustSend => "it must be sent, whatever the customer has switched off",
        PolicyEffect.Exempt => $"exempt from {string.Join(", ", rule.Params!.Rules!)}",
        _ => "kept elsewhere",
    };
}
