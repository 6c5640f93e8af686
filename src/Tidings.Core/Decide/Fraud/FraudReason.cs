namespace Tidings.Core.Decide.Fraud;

/// <summary>Why a payment looks like fraud, for people. Several features speak for one reason.</summary>
public enum FraudReason
{
    HighAmount,
    UnusualAmount,
    ManyPayments,
    UnusualLately,
    UnusualHour,
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
    /// <summary>A rule of the bank's has words of its own.</summary>
    Rule,
}
