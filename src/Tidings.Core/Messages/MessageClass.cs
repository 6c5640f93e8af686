namespace Tidings.Core.Messages;

/// <summary>What a text is for. The order is the order of urgency: a lower value goes first.</summary>
public enum MessageClass : byte
{
    OneTimeCode = 1,
    Fraud,
    Security,
    Transaction,
    Balance,
    Awareness,
    Promotional,
}
