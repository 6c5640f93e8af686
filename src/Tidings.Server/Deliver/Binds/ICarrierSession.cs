using Tidings.Server.Deliver.Queue;
using Tidings.Smpp.Sessions;

namespace Tidings.Server.Deliver.Binds;

/// <summary>The way over which a bind's texts leave while it stands. What becomes of them it hands to the bind's pump.</summary>
internal interface ICarrierSession
{
    /// <summary>Completes with the reason when it stands no more; by then what it had sent without an answer is with the pump as such.</summary>
    Task<string> Ended { get; }

    /// <summary>Completes when it takes no more texts: at the latest when it has ended, and before that where an answer is still owed.</summary>
    Task Ending => Ended;

    /// <summary>Sends the segments that the carrier has not. Never blocks.</summary>
    /// <param name="slots">One for each of them, in their order.</param>
    /// <param name="leaveBy">Asked before each segment; false: no more may leave.</param>
    /// <param name="outcome">Why it stopped, or <see cref="SendOutcome.Sent"/>.</param>
    /// <returns>How many left.</returns>
    int Send(Outgoing message, SendWindow window, ReadOnlySpan<int> slots, DateTimeOffset now, Func<bool> leaveBy, out SendOutcome outcome);

    /// <summary>Ends it at once.</summary>
    void Abort();

    /// <summary>Ends it in order.</summary>
    Task Close();
}
