using Tidings.Server.Deliver.Binds;
using Tidings.Server.Deliver.Queue;
using Tidings.Smpp.Codec;
using Tidings.Smpp.Sessions;

namespace Tidings.Server.Deliver.Links;

/// <summary>A link that is an SMPP session.</summary>
/// <param name="sender">The pump's: its buffers are used again and again.</param>
internal sealed class SmppLink(SmppClient session, SubmitSender sender) : ICarrierLink
{
    public SmppClient Session => session;

    public int Send(Outgoing message, SendWindow window, ReadOnlySpan<int> slots, DateTimeOffset now, Func<bool> mayLeave, out SendOutcome outcome) =>
        sender.Send(session, message, window, slots, now, mayLeave, out outcome);

    public void Reply(ReplyTicket ticket, CommandStatus status) => session.Reply(ticket, status);

    public void Abort() => session.Abort();
}
