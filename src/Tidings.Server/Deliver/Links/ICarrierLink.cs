using Tidings.Server.Deliver.Binds;
using Tidings.Server.Deliver.Queue;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Sessions;

namespace Tidings.Server.Deliver.Links;

/// <summary>
/// The port of carrier delivery: a way to a carrier that stands, whatever is spoken on it. A bind's pump claims, sends over it, and makes what comes back durable; whoever opens one hands the pump its answers
/// and receipts (<see cref="BindPump.Add(in Answer)"/>, <see cref="BindPump.Add(in Track.ReceivedReceipt)"/>) and tells it when it is no more (<see cref="BindPump.Detach"/>).
/// </summary>
internal interface ICarrierLink
{
    /// <summary>Sends the segments that the carrier has not. Each slot whose segment left is <see cref="SlotState.Sent"/> and gets one answer with its <see cref="SendWindow.Token"/>, also where none comes.</summary>
    /// <param name="slots">One for each of them, in their order.</param>
    /// <param name="mayLeave">Asked before each; false: no more may leave.</param>
    /// <param name="outcome">Why it stopped, or <see cref="SendOutcome.Sent"/>.</param>
    /// <returns>How many left.</returns>
    int Send(Outgoing message, SendWindow window, ReadOnlySpan<int> slots, DateTimeOffset now, Func<bool> mayLeave, out SendOutcome outcome);

    /// <summary>A receipt is durable, or cannot be dealt with now and is to come again.</summary>
    void Reply(ReplyTicket ticket, CommandStatus status);

    /// <summary>It is given up: nothing more leaves over it.</summary>
    void Abort();
}
