namespace Tidings.Core.Decide.Fraud;

/// <summary>What can be said of a payment; words.json has each in every language.</summary>
internal enum FraudPhrase : byte
{
    HighAmount,
    /// <summary>With how many times, 1.5 at least.</summary>
    TimesTheUsual,
    Largest,
    /// <summary>With how many, 2 at least.</summary>
    ManyPayments,
    UnusualLately,
    UnusualHour,
    /// <summary>With the days, 7 at least.</summary>
    Dormant,
    FarAway,
    NewTerminal,
    NewMerchant,
    NewPayee,
    NewDevice,
    NewCountry,
    TerminalUnderAttack,
    MerchantUnderAttack,
    PayeeKnownForFraud,
    DeviceKnownForFraud,
    OwnFraudLately,
}
