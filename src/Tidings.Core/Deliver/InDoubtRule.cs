using Tidings.Core.Messages;

namespace Tidings.Core.Deliver;

/// <summary>What becomes of a text that was sent and never answered.</summary>
public static class InDoubtRule
{
    /// <summary>
    /// An alert goes again: to be told twice beats not to be told. A code does not: the customer asks for the next one, and two
    /// codes on one phone are how fraud begins.
    /// </summary>
    public static bool GoesAgain(MessageClass of) => Repeats(of) > 0;

    /// <summary>
    /// How often at most a text goes again that left without an answer. Once: a carrier that answers slower than we wait, or a text that makes it drop
    /// the session, would otherwise get the same text until its validity ends.
    /// </summary>
    public static int Repeats(MessageClass of) => of switch
    {
        MessageClass.OneTimeCode => 0,
        MessageClass.Fraud or MessageClass.Security or MessageClass.Transaction or MessageClass.Balance
            or MessageClass.Awareness or MessageClass.Promotional or MessageClass.AdHoc or MessageClass.Reply => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(of), of, null),
    };
}
