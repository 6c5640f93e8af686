using Tidings.Smpp.Codec;

namespace Tidings.Smpp.Sessions;

/// <summary>
/// The right to answer one request of the peer, once: at once or later, in any order, from any thread.
/// Until it is used the request counts in the session's inbound window.
/// </summary>
public readonly record struct ReplyTicket
{
    internal ReplyTicket(CommandId request, uint sequenceNumber, int slot, uint use)
    {
        Request = request;
        SequenceNumber = sequenceNumber;
        Slot = slot;
        Use = use;
    }

    /// <summary>The request's command.</summary>
    public CommandId Request { get; }

    /// <summary>The request's sequence_number.</summary>
    public uint SequenceNumber { get; }

    internal int Slot { get; }

    internal uint Use { get; }
}

/// <summary>What became of an answer.</summary>
public enum ReplyOutcome
{
    /// <summary>It is in the out-buffer.</summary>
    Sent,
    /// <summary>The request has been answered already; nothing was sent.</summary>
    AlreadyAnswered,
    /// <summary>A field holds what the standard does not allow, or the response is another command's; nothing was sent and the ticket is still good.</summary>
    InvalidPdu,
    /// <summary>The session has ended. The peer will send its request again if it minds.</summary>
    Closed,
}
