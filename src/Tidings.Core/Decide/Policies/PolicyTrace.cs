using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Policies;

/// <summary>Takes down what every rule that is on says about each text of a decision. Only where somebody asks.</summary>
public sealed class PolicyTrace
{
    readonly List<PolicyOpinion> _opinions = [];

    /// <summary>By text, and in each by the rules' ids.</summary>
    public IReadOnlyList<PolicyOpinion> Opinions => _opinions;

    internal void Take(PolicyBook book, in PolicyCase about, Message message)
    {
        foreach (var policy in book.All)
        {
            var unconcerned = policy.Asked(about);
            if (unconcerned == Unconcerned.Not && !TextFacts.AllHold(policy.Rule.Text, message, about.Bank))
                unconcerned = Unconcerned.Text;
            var lacks = unconcerned == Unconcerned.Not && policy.Rule.Effect == PolicyEffect.Require ? Requirement.Lacks(policy.Rule.Params!, message, about) : null;
            _opinions.Add(new(about.Alert.Id, policy.Rule.Id, unconcerned == Unconcerned.Not, policy.Rule.Effect,
                unconcerned == Unconcerned.Not ? PolicyWords.Of(policy.Rule, lacks).Text : Why(unconcerned, policy.Rule, about)));
        }
    }

    static string Why(Unconcerned unconcerned, PolicyRule rule, in PolicyCase about) => unconcerned switch
    {
        Unconcerned.KeptElsewhere => $"not for the decision: {rule.How}",
        Unconcerned.OfBank => $"the bank is at home in {about.Bank.HomeCountry}, the rule is of {rule.Jurisdiction}",
        Unconcerned.Customer => about.Country is null ? $"the customer's jurisdiction is not known, the rule is of {rule.Jurisdiction}" : $"the customer is in {about.Country}, the rule is of {rule.Jurisdiction}",
        Unconcerned.Class => "it is not about texts of this class",
        Unconcerned.Event => $"it is not about events {about.Event.Type}",
        Unconcerned.NotYet => $"it is in force from {rule.Effective:yyyy-MM-dd}",
        Unconcerned.NoMore => $"it was in force until {rule.Until:yyyy-MM-dd}",
        Unconcerned.Basis => $"the alert is not sent on the basis {rule.Basis}",
        Unconcerned.NotRevoked => "the customer has not switched the alert off",
        Unconcerned.Text => "the text is not what it is about",
        _ => "the event does not meet its conditions",
    };
}

/// <summary>What one rule says about one text.</summary>
/// <param name="Holds">It has something to say.</param>
/// <param name="Why">For people, without personal data.</param>
public sealed record PolicyOpinion(string Alert, string Rule, bool Holds, PolicyEffect Effect, string Why);
