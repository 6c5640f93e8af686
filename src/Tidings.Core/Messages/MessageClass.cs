namespace Tidings.Core.Messages;

/// <summary>What a text is for. The order is the order of urgency: a lower value goes first; only <see cref="Reply"/> has a place of its own. The numbers are stored.</summary>
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
    /// <summary>An answer to what the customer wrote. He waits for it: it goes after security and before what he has not asked for, whatever its number.</summary>
    Reply,
}
