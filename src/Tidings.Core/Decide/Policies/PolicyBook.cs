using System.Collections.Frozen;
using Tidings.Core.Customers;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Policies;

/// <summary>
/// The rules that are on for a bank, compiled once by the customer's country and the text's class. Where none concerns a customer, a decision looks one table up.
/// </summary>
public sealed class PolicyBook
{
    static readonly int Classes = Enum.GetValues<MessageClass>().Length + 1;

    readonly FrozenDictionary<string, CompiledPolicy[][]> _byCountry;
    readonly CompiledPolicy[][] _elsewhere;

    PolicyBook(IReadOnlyList<PolicyPack> packs, CompiledPolicy[] all)
    {
        // By id: what is said and in which order must not depend on where a rule stands in its file.
        (Packs, All) = (packs, [.. all.OrderBy(static policy => policy.Rule.Id, StringComparer.Ordinal)]);
        var held = All.Where(static policy => policy.MayHold).ToArray();
        _elsewhere = ByClass(held.Where(static policy => policy.Countries is null));
        _byCountry = held.SelectMany(static policy => policy.Countries ?? FrozenSet<string>.Empty).Distinct()
            .ToFrozenDictionary(static country => country, country => ByClass(held.Where(policy => policy.Countries?.Contains(country) ?? true)), StringComparer.Ordinal);
        IsEmpty = held.Length == 0;
    }

    /// <summary>No pack is on.</summary>
    public static PolicyBook Empty { get; } = new([], []);

    /// <summary>The packs that are on.</summary>
    public IReadOnlyList<PolicyPack> Packs { get; }

    internal IReadOnlyList<CompiledPolicy> All { get; }

    internal bool IsEmpty { get; }

    /// <summary>The rules of the packs that the settings switch on.</summary>
    /// <param name="known">All packs there are.</param>
    /// <returns>Null where there are <paramref name="errors"/>.</returns>
    public static PolicyBook? Create(BankSettings bank, IEnumerable<PolicyPack> known, List<FieldError> errors)
    {
        if (bank.Policies is not { Packs.Count: > 0 } policies)
            return Empty;
        var before = errors.Count;
        var byId = known.ToDictionary(static pack => pack.Id, StringComparer.Ordinal);
        var on = new List<PolicyPack>();
        for (var i = 0; i < policies.Packs.Count; i++)
            if (!byId.TryGetValue(policies.Packs[i], out var pack))
                errors.Add(new($"policies.packs[{i}]", FieldCodes.UnknownValue, "There is no policy pack with this id.", $"Write one of {string.Join(", ", byId.Keys.Order(StringComparer.Ordinal))}."));
            else if (on.Contains(pack))
                errors.Add(new($"policies.packs[{i}]", FieldCodes.Repeated, "The pack stands twice.", "Remove one."));
            else
                on.Add(pack);
        foreach (var rule in on.SelectMany(static pack => pack.Rules).CountBy(static rule => rule.Id))
            if (rule.Value > 1)
                errors.Add(new("policies.packs", FieldCodes.Repeated, $"More than one of the packs has a rule {rule.Key}.", "Rename it in one of them, or switch one off."));
        return errors.Count > before ? null : new(on, [.. on.SelectMany(static pack => pack.Rules).Select(rule => new CompiledPolicy(rule, bank))]);
    }

    static CompiledPolicy[][] ByClass(IEnumerable<CompiledPolicy> policies) =>
        [.. Enumerable.Range(0, Classes).Select(at => policies.Where(policy => policy.Concerns((MessageClass)at)).ToArray())];

    internal CompiledPolicy[] For(string? country, MessageClass @class) =>
        (country is not null && _byCountry.TryGetValue(country, out var classes) ? classes : _elsewhere)[(int)@class];

    /// <returns>The rule by which this alert must be sent whatever the customer has said; null: none.</returns>
    internal PolicyRule? MustSend(in Facts facts, AlertRule alert, CustomerProfile profile)
    {
        if (IsEmpty)
            return null;
        var country = CountryOf(profile, profile.Phones.Count > 0 ? profile.Phones[0] : default);
        PolicyRule? must = null;
        foreach (var policy in For(country, alert.Class))
            if (policy.Rule.Effect == PolicyEffect.MustSend && policy.Asked(new(facts, alert, profile, country)) == Unconcerned.Not && must?.Params?.AtOnce != true)
                must = policy.Rule;
        return must;
    }

    /// <summary>Whether a rule lets the customer revoke this alert, though the bank has made it mandatory: as it will be once he has written STOP.</summary>
    internal bool Revokes(in Facts facts, AlertRule alert, CustomerProfile profile)
    {
        if (IsEmpty)
            return false;
        var country = CountryOf(profile, profile.Phones.Count > 0 ? profile.Phones[0] : default);
        foreach (var policy in For(country, alert.Class))
            if (policy.Rule is { Effect: PolicyEffect.Suppress, Revoked: true } && policy.Asked(new(facts, alert, profile, country, stopping: true)) == Unconcerned.Not)
                return true;
        return false;
    }

    /// <summary>
    /// What the rules that are on say of a text that was decided before, and waits: only <c>deny</c> and <c>suppress</c>, and only rules that ask nothing which is kept no more. What they said when it was decided they
    /// say again, so that a text which was let through then is kept back by what is new alone.
    /// </summary>
    /// <returns>Why it may not be sent any more; null: it may.</returns>
    public Reason? Ends(Message message, BankSettings bank, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(bank);
        // Who writes texts of his own answers for them: no rule was asked of them either.
        if (IsEmpty || message.Class == MessageClass.AdHoc)
            return null;
        foreach (var policy in For(message.Country, message.Class))
            if (policy.KeepsBack(message, bank, now) && (policy.Rule.Effect == PolicyEffect.Deny || !message.Reasons.Any(static reason => reason.Code == MustBeSent)))
                return PolicyWords.Of(policy.Rule);
        return null;
    }

    /// <summary>The reason's code of a text that a rule has sent whatever the customer says.</summary>
    internal static readonly string MustBeSent = $"policy-{Kebab<PolicyEffect>.Name(PolicyEffect.MustSend)}";

    /// <summary>Set on the profile, or by the number.</summary>
    internal static string? CountryOf(CustomerProfile profile, Msisdn to) => profile.Country is { Length: > 0 } set ? set : to.Digits is null ? null : NumberingPlan.CountryOf(to);
}
