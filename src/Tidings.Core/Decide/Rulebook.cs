using System.Collections.Frozen;
using Tidings.Core.Compose;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Core.Decide.Policies;
using Tidings.Core.Decide.Replies;
using Tidings.Core.Events;
using Tidings.Core.Track.Replies.Keywords;
using Tidings.Core.Verify;

namespace Tidings.Core.Decide;

/// <summary>
/// All that the bank has set, read and made ready: settings, alerts, templates. Immutable; a change is a new rulebook that takes the
/// place of the old one at once.
/// </summary>
public sealed class Rulebook
{
    readonly FrozenDictionary<string, RuleList[]> _lists;

    Rulebook(BankSettings bank, IReadOnlyList<AlertRule> rules, IComposer composer, List<CompiledRule> ordered, PolicyBook policies, KeywordBook keywords, PurposeBook purposes, FraudBook fraud)
    {
        (Bank, Rules, Composer, Policies, Keywords, Purposes, Fraud) = (bank, rules, composer, policies, keywords, purposes, fraud);
        Answers = keywords.List.Own.ToFrozenDictionary(own => own.Id, own => ReplyAnswers.Rule(own.Template, own.Id), StringComparer.Ordinal);
        Scheduled = ordered.Find(static rule => rule.Rule.IsOn(EventTypes.BalanceDue));
        Digest = ordered.Find(static rule => rule.Rule.IsOn(EventTypes.DigestDue));
        Begins = EventBegins.Of(purposes, bank.HomeCountry);
        _lists = ordered.SelectMany(rule => rule.Rule.Triggers).Select(trigger => trigger.On).Distinct()
            .ToFrozenDictionary(type => type, type => ByKind(ordered, type, bank.HomeCountry), StringComparer.Ordinal);
    }

    public BankSettings Bank { get; }
    public IReadOnlyList<AlertRule> Rules { get; }
    public IComposer Composer { get; }
    /// <summary>The rules of law and standard that are on.</summary>
    public PolicyBook Policies { get; }
    /// <summary>By which words customers' texts are read.</summary>
    public KeywordBook Keywords { get; }
    /// <summary>What codes are sent for.</summary>
    public PurposeBook Purposes { get; }
    /// <summary>How fraud is sought.</summary>
    public FraudBook Fraud { get; }
    /// <summary>Which events begin a verification.</summary>
    public EventBegins Begins { get; }

    /// <summary>What answers the bank's own keywords, by their ids.</summary>
    internal FrozenDictionary<string, CompiledRule> Answers { get; }

    /// <summary>The alert that sends balances on schedule; null: the bank does not offer it.</summary>
    internal CompiledRule? Scheduled { get; }

    /// <summary>The alert that tells small debits together; null: the bank does not offer it.</summary>
    internal CompiledRule? Digest { get; }

    /// <param name="templates">The ids of the templates there are; null: not to be checked.</param>
    /// <param name="policies">Null: none.</param>
    /// <param name="keywords">Null: those that the product comes with.</param>
    /// <param name="purposes">Likewise.</param>
    /// <param name="fraud">Null: it is not sought.</param>
    /// <returns>Null where there are <paramref name="errors"/>: fields are <c>alerts.ID.member</c>.</returns>
    public static Rulebook? Create(
        BankSettings bank, IReadOnlyList<AlertRule> rules, IComposer composer, IReadOnlySet<string>? templates, List<FieldError> errors,
        PolicyBook? policies = null, KeywordBook? keywords = null, PurposeBook? purposes = null, FraudBook? fraud = null)
    {
        var before = errors.Count;
        RuleSetChecks.Check(rules, templates, errors);
        foreach (var own in keywords?.List.Own ?? [])
            if (templates?.Contains(own.Template) == false)
                errors.Add(new($"own.{own.Id}.template", FieldCodes.UnknownValue, "There is no template with this id.", "Save the template first, with the class reply."));
        foreach (var purpose in purposes?.List.Purposes ?? [])
        {
            if (templates?.Contains(purpose.Template) == false)
                errors.Add(new($"purposes.{purpose.Id}.template", FieldCodes.UnknownValue, "There is no template with this id.", "Save the template first, with the class one-time-code."));
            if (purpose.Means.Contains(VerificationMeans.Voice) && templates?.Contains(purpose.TemplateOf(VerificationMeans.Voice)) == false)
                errors.Add(new($"purposes.{purpose.Id}.voiceTemplate", FieldCodes.UnknownValue, "There is no template with this id.", "Save the template first, with the class one-time-code."));
        }
        if (errors.Count > before)
            return null;
        var offered = rules.Where(rule => rule.Enabled).Select(rule => new CompiledRule(rule)).ToList();
        return new(bank, rules, composer, ShadowOrder.Of(offered), policies ?? PolicyBook.Empty, keywords ?? KeywordBook.Preset, purposes ?? PurposeBook.Preset, fraud ?? FraudBook.Off);
    }

    static RuleList[] ByKind(List<CompiledRule> ordered, string type, string homeCountry)
    {
        var lists = new RuleList[TransactionKinds.All.Count + 1];
        lists[0] = RuleList.For(ordered, type, null, homeCountry);
        foreach (var kind in TransactionKinds.All)
            lists[(int)kind] = RuleList.For(ordered, type, kind, homeCountry);
        return lists;
    }

    internal RuleList ListFor(BankEvent happened) =>
        _lists.TryGetValue(happened.Type, out var lists) ? lists[(int)(happened.Kind ?? 0)] : RuleList.Empty;
}
