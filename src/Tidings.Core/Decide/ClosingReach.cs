using Tidings.Core.Messages;

namespace Tidings.Core.Decide;

/// <summary>What the closing of a customer ends.</summary>
public static class ClosingReach
{
    /// <summary>
    /// Whether a text that was decided before, and waits, is ended by it: all but the answer to what he wrote himself, which goes to the phone that he wrote from. Codes and fraud too: the bank has nothing more
    /// to protect for him, and the number may be another's soon.
    /// </summary>
    public static bool EndsWaiting(Message message) => message.Class != MessageClass.Reply;
}
