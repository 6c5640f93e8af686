using System.Collections.Frozen;
using Tidings.Core.Events;

namespace Tidings.Core.Decide.Fraud.Rules;

/// <summary>A rule made ready.</summary>
internal sealed class CompiledFraudRule(FraudRule rule, IReadOnlyDictionary<string, FrozenDictionary<string, DateTimeOffset>> lists)
{
    readonly CompiledFraudCondition[] _when = [.. rule.When.Select(condition => new CompiledFraudCondition(condition, lists))];

    public FraudRule Rule => rule;

    public bool IsLive => rule.Mode == FraudMode.Live;

    public bool Holds(ReadOnlySpan<float> features, BankEvent happened, DateTimeOffset now) =>
        !(rule.SnoozedUntil is { } until && now < until) && All(_when, features, happened, now);

    /// <summary>Gives its points to the features that it asks for, so that their words tell why it held. Nothing where it has words of its own, or speaks for the customer.</summary>
    public void Explain(Span<float> parts)
    {
        if (rule.Points <= 0 || rule.Reasons.Count > 0)
            return;
        var asked = _when.Count(static condition => condition.Feature is not null);
        foreach (var condition in _when)
            if (condition.Feature is { } feature)
                parts[(int)feature] += (float)(rule.Points / asked);
    }

    public static bool All(CompiledFraudCondition[] conditions, ReadOnlySpan<float> features, BankEvent happened, DateTimeOffset now)
    {
        foreach (var condition in conditions)
            if (!condition.Holds(features, happened, now))
                return false;
        return true;
    }
}
