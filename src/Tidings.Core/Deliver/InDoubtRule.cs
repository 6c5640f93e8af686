using Tidings.Core.Messages;

namespace Tidings.Core.Deliver;

/// <summary>What becomes of a text that was sent and never answered.</summary>
public static class InDoubtRule
{
    /// <summary>
    /// An alert goes again: to be told twice beats not to be told. A code does not: the customer asks for the next one, and two
    /// codes on one phone are how fraud begins.
    /// </summary>
    public static bool GoesAgain(MessageClass of) => of switch
    {
        MessageClass.OneTimeCode => false,
        MessageClass.Fraud or MessageClass.Security or MessageClass.Transaction or MessageClass.Balance
            or MessageClass.Awareness or MessageClass.Promotional => true,
        _ => throw new ArgumentOutOfRangeException(nameof(of), of, null),
    };
}
