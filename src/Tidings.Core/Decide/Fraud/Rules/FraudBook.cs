using System.Collections.Frozen;
using Tidings.Core.Decide.Fraud.Features;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Models;
using Tidings.Core.Events;

namespace Tidings.Core.Decide.Fraud.Rules;

/// <summary>The bank's fraud rules with the learned model, made ready. Immutable, and safe for many threads.</summary>
public sealed class FraudBook
{
    readonly FraudScore _score;
    readonly FraudThresholds _thresholds;
    readonly CompiledFraudRule[] _rules;
    readonly CompiledFraudSegment[] _segments;
    readonly HeldRules _held;

    FraudBook(FraudRules rules, FraudModel? model)
    {
        (Rules, Model, _score, _thresholds) = (rules, model, new(rules, model), new(rules.AskAt, rules.DeclineAt));
        var lists = rules.Lists.ToDictionary(
            static list => list.Id,
            static list => list.Entries.ToFrozenDictionary(static entry => entry.Value, static entry => entry.Until ?? DateTimeOffset.MaxValue, StringComparer.OrdinalIgnoreCase), StringComparer.Ordinal);
        _rules = [.. rules.Rules.Where(static rule => rule.Mode != FraudMode.Off).Select(rule => new CompiledFraudRule(rule, lists))];
        _segments = [.. rules.Segments.Select(segment => new CompiledFraudSegment(segment, rules, lists))];
        _held = new([.. _rules.Select(static rule => rule.Rule.Id)]);
    }

    /// <summary>Nothing is scored.</summary>
    public static FraudBook Off { get; } = new(new(), null);

    public FraudRules Rules { get; }
    public FraudModel? Model { get; }

    /// <summary>Payments are remembered and scored.</summary>
    public bool IsOn => Rules.Mode != FraudMode.Off;

    /// <param name="model">Null: there is none.</param>
    /// <returns>Null where there are <paramref name="errors"/>.</returns>
    public static FraudBook? Create(FraudRules rules, FraudModel? model, List<FieldError> errors)
    {
        ArgumentNullException.ThrowIfNull(errors);
        var before = errors.Count;
        if (rules.Rules.Count > FraudRulesReader.MostRules)
            errors.Add(new("rules", FieldCodes.Limit, $"There are more than {FraudRulesReader.MostRules} rules.", "Remove those that hold no more."));
        FraudRuleChecks.Check(rules, errors);
        return errors.Count == before ? new(rules, model) : null;
    }

    /// <summary>
    /// What a payment is worth in points and what is to be done about it: nothing, unless the rules are live. Allocates nothing where nobody is to be asked and <paramref name="explain"/> is false, but the list of
    /// rules that held, once for each set of them.
    /// </summary>
    /// <param name="customer">As it is before the payment is added.</param>
    /// <param name="now">By it lists run out, and snoozed rules wake.</param>
    /// <param name="explain">Reasons are wanted whatever the score.</param>
    public FraudJudgement Judge(in Payment payment, BankEvent happened, CustomerHistory customer, in Surroundings around, DateTimeOffset now, bool explain = false)
    {
        Span<float> features = stackalloc float[FraudFeatures.Count];
        FeatureVector.Fill(payment, customer, around, features);
        return Judge(features, happened, now, explain);
    }

    /// <summary>The same of features that are known already.</summary>
    /// <param name="features">A vector of <see cref="FeatureVector"/>.</param>
    public FraudJudgement Judge(ReadOnlySpan<float> features, BankEvent happened, DateTimeOffset now, bool explain = false)
    {
        Span<float> parts = stackalloc float[FraudFeatures.Count];
        var (points, ifAll) = _score.Of(features, parts);
        var held = UInt128.Zero;
        for (var i = 0; i < _rules.Length; i++)
        {
            var rule = _rules[i];
            if (!rule.Holds(features, happened, now))
                continue;
            held |= UInt128.One << i;
            ifAll += rule.Rule.Points;
            if (rule.IsLive)
                points += rule.Rule.Points;
        }
        (points, ifAll) = (Bounded(points), Bounded(ifAll));
        var thresholds = ThresholdsOf(features, happened, now);
        var advice = Rules.Mode == FraudMode.Live ? thresholds.Advice(points) : FraudAdvice.Allow;
        return new(points, advice, advice != FraudAdvice.Allow || explain ? Reasons(features, parts, held) : [])
        {
            ShadowPoints = ifAll,
            ShadowAdvice = thresholds.Advice(ifAll),
            Held = _held.Of(held),
        };
    }

    FraudThresholds ThresholdsOf(ReadOnlySpan<float> features, BankEvent happened, DateTimeOffset now)
    {
        foreach (var segment in _segments)
            if (segment.Holds(features, happened, now))
                return segment.Thresholds;
        return _thresholds;
    }

    static double Bounded(double points) => Math.Clamp(points, 0, FraudRulesReader.MostPoints);

    IReadOnlyList<FraudReasonTold> Reasons(ReadOnlySpan<float> features, Span<float> parts, UInt128 held)
    {
        _score.Explain(features, parts);
        var own = new List<FraudReasonTold>();
        for (var i = 0; i < _rules.Length; i++)
        {
            var rule = _rules[i];
            if ((held & (UInt128.One << i)) == UInt128.Zero || !rule.IsLive)
                continue;
            rule.Explain(parts);
            if (rule.Rule is { Points: > 0, Reasons.Count: > 0 })
                own.Add(FraudReasonTold.OfRule(rule.Rule));
        }
        return own.Count == 0
            ? FraudReasons.Of(features, parts)
            : [.. own.Concat(FraudReasons.Of(features, parts)).OrderByDescending(static reason => reason.Weight).Take(FraudReasons.Most)];
    }
}
