namespace Tidings.Core.Decide.Fraud.History;

/// <summary>What a terminal, merchant, payee or device has seen before the payment in question.</summary>
public struct CounterpartyTotals
{
    /// <summary>Payments in windows that end a delay ago, and the frauds among them.</summary>
    public int DelayedDay, DelayedWeek, DelayedMonth, DelayedFraudsDay, DelayedFraudsWeek, DelayedFraudsMonth;

    /// <summary>Payments up to now, and those among them that are known to be frauds by now.</summary>
    public int Day, Week, Month, FraudsDay, FraudsWeek, FraudsMonth;

    /// <summary>Frauds in a row: how many labelled payments, from the newest back, are frauds before one is genuine. What has no label is passed over.</summary>
    public int Run;

    /// <summary>Payments known to be genuine that are newer than the newest fraud.</summary>
    public int GenuineSince;

    /// <summary>Seconds since the first fraud of the run, and since the newest fraud; -1: there is none.</summary>
    public long SinceRunBegan, SinceFraud;
}
