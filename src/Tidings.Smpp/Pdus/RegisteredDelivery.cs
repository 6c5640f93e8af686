namespace Tidings.Smpp.Pdus;

/// <summary>The bits of registered_delivery (SMPP 3.4 §5.2.17).</summary>
public static class RegisteredDelivery
{
    /// <summary>No receipt.</summary>
    public const byte None = 0x00;
    /// <summary>A receipt of the final outcome, good or bad.</summary>
    public const byte FinalOutcome = 0x01;
    /// <summary>A receipt only where delivery failed.</summary>
    public const byte FailureOnly = 0x02;
    /// <summary>A receipt only where delivery succeeded (SMPP 5.0 §4.7.21).</summary>
    public const byte SuccessOnly = 0x03;
    /// <summary>Intermediate notifications too.</summary>
    public const byte Intermediate = 0x10;
}
