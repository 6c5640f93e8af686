using System.Collections.Frozen;
using Tidings.Core.Events;

namespace Tidings.Core.Decide.Fraud.Rules;

/// <summary>A segment made ready: its thresholds are those of all where it has none of its own.</summary>
internal sealed class CompiledFraudSegment(FraudSegment segment, FraudRules rules, IReadOnlyDictionary<string, FrozenDictionary<string, DateTimeOffset>> lists)
{
    readonly CompiledFraudCondition[] _when = [.. segment.When.Select(condition => new CompiledFraudCondition(condition, lists))];

    public FraudThresholds Thresholds { get; } = new(segment.AskAt ?? rules.AskAt, segment.DeclineAt ?? rules.DeclineAt);

    public bool Holds(ReadOnlySpan<float> features, BankEvent happened, DateTimeOffset now) => CompiledFraudRule.All(_when, features, happened, now);
}

/// <summary>From how many points on what is advised.</summary>
internal readonly record struct FraudThresholds(double AskAt, double DeclineAt)
{
    public FraudAdvice Advice(double points) => points >= DeclineAt ? FraudAdvice.Decline : points >= AskAt ? FraudAdvice.Ask : FraudAdvice.Allow;
}
