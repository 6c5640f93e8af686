namespace Tidings.Core.Decide.Fraud.Rules;

/// <summary>Other thresholds for some payments; the first that fits counts.</summary>
public sealed record FraudSegment
{
    public required string Id { get; init; }
    public required IReadOnlyList<FraudCondition> When { get; init; }

    /// <summary>In the place of <see cref="FraudRules.AskAt"/>. Null: as for all.</summary>
    public double? AskAt { get; init; }

    /// <summary>In the place of <see cref="FraudRules.DeclineAt"/>. Null: as for all.</summary>
    public double? DeclineAt { get; init; }
}
