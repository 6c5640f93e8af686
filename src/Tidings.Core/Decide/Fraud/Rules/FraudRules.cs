namespace Tidings.Core.Decide.Fraud.Rules;

/// <summary>How the bank seeks fraud and what it does about it. A document that it edits; immutable once read. docs/fraud.md describes it.</summary>
public sealed record FraudRules
{
    /// <summary>Off: nothing is remembered of payments and none is scored. Shadow: scored, and nobody is asked. Live: customers are asked.</summary>
    public FraudMode Mode { get; init; }

    /// <summary>A customer is asked about a payment with so many points or more; 0 to 1,000.</summary>
    public double AskAt { get; init; } = 50;

    /// <summary>So many points or more: a bank that asks before it books is told to decline. 0 to 1,000, at least <see cref="AskAt"/>.</summary>
    public double DeclineAt { get; init; } = 90;

    /// <summary>From where an amount is high by itself, in major units of <see cref="Currency"/>; above 0.</summary>
    public double HighAmount { get; init; } = 500;

    /// <summary>ISO 4217: of which currency all amounts are when they are compared.</summary>
    public string Currency { get; init; } = "EUR";

    /// <summary>What one unit of another currency is worth in <see cref="Currency"/>; above 0. A payment in a currency that is not here is not scored.</summary>
    public IReadOnlyDictionary<string, double> Rates { get; init; } = new Dictionary<string, double>();

    /// <summary>Whether the learned model's points count (live), are only written down (shadow) or are not computed (off). Where none counts, fixed points do.</summary>
    public FraudMode Model { get; init; }

    public IReadOnlyList<FraudRule> Rules { get; init; } = [];
    public IReadOnlyList<FraudList> Lists { get; init; } = [];
    public IReadOnlyList<FraudSegment> Segments { get; init; } = [];
    public FraudAsking Asking { get; init; } = new();
}

/// <summary>How far something is in force.</summary>
public enum FraudMode : byte
{
    Off = 0,
    Shadow,
    Live,
}
