namespace Tidings.Core.Decide.Fraud.Features;

/// <summary>
/// What a payment is judged by, in the order of the vector. All but the two distances in deviations are at least 0 and -1 where they are not known. A model names the features that it was trained on, in this order, and none
/// is run on others (<see cref="FraudFeatures.Hash"/>): a feature that is added, moved or computed otherwise needs a new name, and models are trained anew.
/// </summary>
public enum FraudFeature
{
    /// <summary>Of the payment, in major units.</summary>
    Amount,
    /// <summary>Saturday or Sunday by the customer's clock.</summary>
    Weekend,
    /// <summary>Before seven in the morning by the customer's clock.</summary>
    Night,
    /// <summary>The customer's payments before this one, over an hour, a day, 7 and 30 days: how many, sum and mean.</summary>
    CountHour, CountDay, CountWeek, CountMonth,
    SumHour, SumDay, SumWeek, SumMonth,
    MeanHour, MeanDay, MeanWeek, MeanMonth,
    /// <summary>Amount over the mean of his last two hundred.</summary>
    AmountToMean,
    /// <summary>Amount over the mean of 30 days.</summary>
    AmountToMonth,
    /// <summary>Deviations from his mean; may be below 0, and is 0 while too little is known.</summary>
    AmountDeviations,
    /// <summary>The same of logarithms, by median and quartiles.</summary>
    AmountRobustDeviations,
    /// <summary>Amount over the largest of his own.</summary>
    ShareOfLargest,
    DaysSinceLast,
    /// <summary>He has paid before, and not for 90 days.</summary>
    Dormant,
    /// <summary>Kilometres an hour from the place of the payment before.</summary>
    Speed,
    NewTerminal, NewMerchant, NewPayee, NewDevice, NewCountry,
    /// <summary>Share of his payments within an hour of this one.</summary>
    HourShare,
    /// <summary>Payments far above his mean lately.</summary>
    UnusualLately,
    /// <summary>His frauds that were confirmed, lately, and days since the newest.</summary>
    OwnFrauds, DaysSinceOwnFraud,
    /// <summary>The terminal's payments, and the share of frauds, in windows that end a delay ago.</summary>
    TerminalDelayedDay, TerminalDelayedWeek, TerminalDelayedMonth,
    TerminalRiskDay, TerminalRiskWeek, TerminalRiskMonth,
    /// <summary>The terminal's payments up to now, and those that are known to be frauds by now.</summary>
    TerminalDay, TerminalWeek, TerminalMonth,
    TerminalFraudsDay, TerminalFraudsWeek, TerminalFraudsMonth,
    /// <summary>Frauds in a row at the terminal, days since the first of them and since the newest, and genuine payments since.</summary>
    TerminalRun, TerminalRunDays, TerminalDaysSinceFraud, TerminalGenuineSince,
    /// <summary>Known frauds at the merchant, and their share of 30 days' payments.</summary>
    MerchantFraudsWeek, MerchantFraudsMonth, MerchantRiskMonth,
    /// <summary>Known frauds to the payee, and payments to him by anybody.</summary>
    PayeeFraudsMonth, PayeeMonth,
    /// <summary>Known frauds from the device, and payments from it by anybody.</summary>
    DeviceFraudsMonth, DeviceMonth,
}
