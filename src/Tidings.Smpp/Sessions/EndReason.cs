namespace Tidings.Smpp.Sessions;

/// <summary>Why a session ended.</summary>
public enum EndReason
{
    /// <summary>We unbound, and the peer agreed or did not answer in time.</summary>
    LocalUnbind,
    /// <summary>The peer unbound.</summary>
    PeerUnbind,
    /// <summary>The peer closed the connection without unbind.</summary>
    PeerClosed,
    /// <summary>The connection broke.</summary>
    TransportFault,
    /// <summary>The peer sent what cannot be followed (command_length below 16 or above the limit).</summary>
    ProtocolError,
    /// <summary>The peer was silent, and did not answer enquire_link either.</summary>
    PeerSilent,
    /// <summary>Nothing but enquire_link passed for the inactivity timeout.</summary>
    Inactive,
    /// <summary>No bind came in time.</summary>
    BindTimeout,
    /// <summary>The bind was refused.</summary>
    BindRefused,
    /// <summary>The peer did not take what we sent for the write timeout.</summary>
    OutputStalled,
    /// <summary>The handler threw: a bug in it, kept as the cause.</summary>
    HandlerFault,
    /// <summary>We closed it without unbind.</summary>
    Aborted,
}

/// <summary>How a session ended and what it leaves open.</summary>
/// <param name="Reason">Why it ended.</param>
/// <param name="Unanswered">The tokens of requests that were sent, or about to be, and not answered: whether the peer has them is not known.</param>
/// <param name="Cause">The exception behind a fault.</param>
public sealed record SessionEnd(EndReason Reason, IReadOnlyList<long> Unanswered, Exception? Cause);
