namespace Tidings.Core.Decide.Fraud.Rules;

/// <summary>What a payment was judged to be.</summary>
/// <param name="Points">0 to 1,000: the score times ten and what rules add, without a model; with one a hundred times its probability, and what rules add.</param>
/// <param name="Advice">By the thresholds of its segment; allow wherever the rules are not live.</param>
/// <param name="Reasons">The weightiest first, three at most. Empty where nobody is asked and nobody wanted them.</param>
public readonly record struct FraudJudgement(double Points, FraudAdvice Advice, IReadOnlyList<FraudReasonTold> Reasons)
{
    /// <summary>What it would be if all that is in shadow counted.</summary>
    public double ShadowPoints { get; init; }
    public FraudAdvice ShadowAdvice { get; init; }
    /// <summary>Ids of the rules that held, those in shadow too.</summary>
    public IReadOnlyList<string> Held { get; init; } = [];
}

/// <summary>What a bank that asks before it books should do with a payment. The numbers are stored.</summary>
public enum FraudAdvice : byte
{
    Allow = 0,
    /// <summary>Hold it until the customer has answered.</summary>
    Ask,
    Decline,
}
