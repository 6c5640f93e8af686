namespace Tidings.Fraud.Backtests;

/// <summary>What would have come of rules and a model on a bank's history.</summary>
public sealed record BacktestResult
{
    public required BacktestOptions Options { get; init; }
    public required string Currency { get; init; }

    /// <summary>First second that is counted, since 1970, and the first after the last.</summary>
    public required uint From { get; init; }
    public required uint Until { get; init; }

    /// <summary>Payments that were counted, and those before them that only filled what is remembered.</summary>
    public required int Payments { get; init; }
    public required int Before { get; init; }

    /// <summary>Rows that are no payment by the customer, or in a currency whose worth the rules do not say.</summary>
    public required int NotScored { get; init; }

    /// <summary>Customers with a payment that was counted.</summary>
    public required int Customers { get; init; }
    public required int Frauds { get; init; }
    /// <summary>What they took, in major units.</summary>
    public required double FraudMoney { get; init; }

    public required BookOutcome Outcome { get; init; }
    /// <summary>Of what is live; null: it was not given.</summary>
    public BookOutcome? Live { get; init; }
    public BacktestChange? Change { get; init; }

    public required IReadOnlyList<BacktestDay> ByDay { get; init; }
    public required IReadOnlyList<RuleOutcome> Rules { get; init; }
    public required PrecisionRecall Curve { get; init; }

    /// <summary>Days that are counted, parts of days as a whole one.</summary>
    public int Days => ByDay.Count;
}

/// <summary>What one set of rules with its model does.</summary>
public sealed record BookOutcome
{
    /// <summary>From so many points on a customer is asked, where no segment says otherwise.</summary>
    public required double AskAt { get; init; }
    /// <summary>Payments about which a customer would be asked, or which would be declined.</summary>
    public required int Alerts { get; init; }
    public required int Declined { get; init; }
    /// <summary>Frauds among the alerts, and what they took.</summary>
    public required int Caught { get; init; }
    public required double CaughtMoney { get; init; }
    public required int Frauds { get; init; }
    /// <summary>What is left of the alerts when those that belong to an open question are gathered into it.</summary>
    public required int Questions { get; init; }
    /// <summary>Customers who were asked at all, and those of them who had no fraud among what they were asked about.</summary>
    public required int Asked { get; init; }
    public required int AskedForNothing { get; init; }
    /// <summary>A question each, and a reminder for those who do not answer it.</summary>
    public required double Texts { get; init; }
    public required double TextsCost { get; init; }
    /// <summary>Where payments are held until the customer answers: what the frauds that he was asked about would have taken.</summary>
    public required double SavedHeld { get; init; }
    /// <summary>Where they are booked first: what the same customer's frauds took afterwards, while his card would have been blocked.</summary>
    public required double SavedBooked { get; init; }

    public Interval Precision => Interval.Of(Caught, Alerts);
    public Interval Recall => Interval.Of(Caught, Frauds);
}

/// <summary>One day by UTC.</summary>
public readonly record struct BacktestDay(DateOnly Day, int Alerts, int Caught, int Missed, double CaughtMoney, double MissedMoney);

/// <summary>How one rule did.</summary>
/// <param name="Held">Payments for which all its conditions held.</param>
/// <param name="Frauds">Frauds among them.</param>
/// <param name="Alerts">Alerts among them.</param>
/// <param name="Counts">It adds its points; otherwise they are only written down.</param>
public sealed record RuleOutcome(string Id, string Title, bool Counts, double Points, int Held, int Frauds, int Alerts)
{
    public Interval Precision => Interval.Of(Frauds, Held);
}

/// <summary>What would be otherwise than it is now.</summary>
/// <param name="Both">Alerts now and then.</param>
/// <param name="OnlyNew">Alerts that there are not now, with the frauds among them and what those took.</param>
/// <param name="OnlyLive">Alerts that there would be no more, likewise.</param>
public sealed record BacktestChange(int Both, ChangedAlerts OnlyNew, ChangedAlerts OnlyLive);

public readonly record struct ChangedAlerts(int Alerts, int Frauds, double Money);
