namespace Tidings.Core.Decide.Fraud.Rules;

/// <summary>How customers are asked, and what follows.</summary>
public sealed record FraudAsking
{
    /// <summary>Who has not answered is asked once more after this time: 1 minute to 24 hours. Zero: never.</summary>
    public TimeSpan RemindAfter { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// Who has not answered by then is left to <see cref="NoAnswer"/>: 5 minutes to 72 hours, and after the reminder. Answers that come later count still, while the question is remembered (seven days).
    /// </summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromHours(2);

    /// <summary>What happens with a question that nobody answers.</summary>
    public FraudNoAnswer NoAnswer { get; init; } = FraudNoAnswer.Case;

    /// <summary>So long after the customer's first number was changed, an answer proves nothing: a person looks at it. Up to 90 days.</summary>
    public TimeSpan DistrustNumberFor { get; init; } = TimeSpan.FromDays(7);

    /// <summary>A further unusual payment within this time belongs to the open question, if it is at the same merchant, terminal, payee or device. Up to 7 days.</summary>
    public TimeSpan GatherFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Older payments are learned from, and nobody is asked about them: 1 minute to 7 days.</summary>
    public TimeSpan MaxAge { get; init; } = TimeSpan.FromHours(24);

    /// <summary>So long after a text told him of an ordinary payment a customer may say that it was not he, and is asked about it: up to 7 days. Zero: NO to a text that asked nothing is a text like any other.</summary>
    public TimeSpan DeniableFor { get; init; } = TimeSpan.FromHours(24);

    /// <summary>NO to such a text, and nothing but it, counts at once: he is not asked whether he meant the payment.</summary>
    public bool DenyAtOnce { get; init; }
}

/// <summary>The next step when a question is not answered.</summary>
public enum FraudNoAnswer : byte
{
    /// <summary>A case is opened for a person.</summary>
    Case = 0,
    /// <summary>The bank is told by webhook, and no case is opened.</summary>
    Tell,
}
