namespace Tidings.Core.Decide.Fraud.Rules;

/// <summary>Points for what the bank knows to be a sign.</summary>
public sealed record FraudRule
{
    public required string Id { get; init; }
    public string Title { get; init; } = "";

    /// <summary>Shadow: what it would have added is written down, and added to nothing.</summary>
    public FraudMode Mode { get; init; } = FraudMode.Shadow;

    /// <summary>Added where all of <see cref="When"/> hold; -1,000 to 1,000.</summary>
    public required double Points { get; init; }

    public required IReadOnlyList<FraudCondition> When { get; init; }

    /// <summary>By language (BCP 47): why, in words for the customer. Empty: the words for the features that it asks for.</summary>
    public IReadOnlyDictionary<string, string> Reasons { get; init; } = new Dictionary<string, string>();

    /// <summary>Until then it is as if it were off. Null: it is not snoozed.</summary>
    public DateTimeOffset? SnoozedUntil { get; init; }
}
