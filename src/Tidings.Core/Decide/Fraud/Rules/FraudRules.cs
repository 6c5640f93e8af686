namespace Tidings.Core.Decide.Fraud.Rules;

/// <summary>How the bank seeks fraud and what it does about it. A document that it edits; immutable once read.</summary>
public sealed record FraudRules
{
    /// <summary>Off: nothing is remembered of payments and none is scored. Shadow: scored, and nobody is asked. Live: customers are asked.</summary>
    public FraudMode Mode { get; init; }

    /// <summary>A customer is asked about a payment with so many points or more; 0 to 1,000.</summary>
    public double AskAt { get; init; } = 50;

    /// <summary>So many points or more: a bank that asks before it books is told to decline. 0 to 1,000, at least <see cref="AskAt"/>.</summary>
    public double DeclineAt { get; init; } = 90;

    /// <summary>From where an amount is high by itself, in major units of the bank's home currency.</summary>
    public double HighAmount { get; init; } = 500;

    /// <summary>ISO 4217: of which currency all amounts are when they are compared.</summary>
    public string Currency { get; init; } = "EUR";

    /// <summary>What one unit of another currency is worth in <see cref="Currency"/>. A payment in a currency that is not here is not scored.</summary>
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

/// <summary>How customers are asked, and what follows.</summary>
public sealed record FraudAsking
{
    /// <summary>Who has not answered is asked once more after this time. Zero: never.</summary>
    public TimeSpan RemindAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Who has not answered by then is left to <see cref="NoAnswer"/>. Answers that come later count still, while the question is remembered (seven days).</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromHours(2);

    /// <summary>What happens with a question that nobody answers.</summary>
    public FraudNoAnswer NoAnswer { get; init; } = FraudNoAnswer.Case;

    /// <summary>So long after the customer's first number was changed, an answer proves nothing: a person looks at it.</summary>
    public TimeSpan DistrustNumberFor { get; init; } = TimeSpan.FromDays(7);

    /// <summary>A further unusual payment within this time belongs to the open question, if it is at the same merchant, terminal, payee or device.</summary>
    public TimeSpan GatherFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Older payments are learned from, and nobody is asked about them.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(24);
}

/// <summary>The next step when a question is not answered.</summary>
public enum FraudNoAnswer : byte
{
    /// <summary>A case is opened for a person.</summary>
    Case = 0,
    /// <summary>The bank is told by webhook, and no case is opened.</summary>
    Tell,
}

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
    /// <summary>By language (BCP 47): why, in words for the customer. Empty: the rule gives no reason.</summary>
    public IReadOnlyDictionary<string, string> Reasons { get; init; } = new Dictionary<string, string>();
    /// <summary>Until then it adds nothing. Null: it is not snoozed.</summary>
    public DateTimeOffset? SnoozedUntil { get; init; }
}

/// <summary>One condition over a fact of the event, a feature, or a list.</summary>
/// <param name="Of">A feature's name (<see cref="Features.FraudFeature"/> in kebab case), or a fact: <c>kind</c>, <c>channel</c>, <c>country</c>, <c>merchant</c>, <c>merchant-category</c>, <c>currency</c>, <c>counterparty</c>, <c>device</c>, <c>type</c>.</param>
public sealed record FraudCondition(string Of, FraudOperator Is)
{
    public double Number { get; init; }
    public IReadOnlyList<string> Texts { get; init; } = [];
}

public enum FraudOperator : byte
{
    AtLeast = 0,
    AtMost,
    Above,
    Below,
    OneOf,
    NoneOf,
    /// <summary>On the list that <see cref="FraudCondition.Texts"/> names alone.</summary>
    OnList,
    NotOnList,
}

/// <summary>Values that rules ask for.</summary>
public sealed record FraudList(string Id, IReadOnlyList<FraudListEntry> Entries);

/// <param name="Until">It counts no more from then. Null: for ever.</param>
public sealed record FraudListEntry(string Value, DateTimeOffset? Until);

/// <summary>Other thresholds for some payments; the first that fits counts.</summary>
public sealed record FraudSegment
{
    public required string Id { get; init; }
    public required IReadOnlyList<FraudCondition> When { get; init; }
    public double? AskAt { get; init; }
    public double? DeclineAt { get; init; }
}
