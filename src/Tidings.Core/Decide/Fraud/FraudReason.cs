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
}

/// <summary>One reason with its weight in the score and the plain words for it (English; other languages come with the question to the customer).</summary>
public sealed record FraudReasonTold(FraudReason Reason, double Weight, string Words);
