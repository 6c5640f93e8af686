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
    /// <summary>A text that somebody of the bank wrote, without a template: after all others, since nobody has approved it.</summary>
    AdHoc,
}
