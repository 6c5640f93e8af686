namespace Tidings.Smpp.Sessions;

/// <summary>What became of a request that was to be sent.</summary>
public enum SendOutcome
{
    /// <summary>
    /// It is in the out-buffer. Its token comes back exactly once: with the response, as a response timeout, or among the
    /// unanswered when the session ends.
    /// </summary>
    Sent,

    /// <summary>As many requests as the window allows wait for their responses. Try again when one has come.</summary>
    WindowFull,

    /// <summary>The peer reads too slowly and the out-buffer is full. Try again when it has drained.</summary>
    OutputFull,

    /// <summary>The command is not allowed in this bind, see <see cref="SessionTable"/>.</summary>
    NotAllowed,

    /// <summary>A field holds what the standard does not allow. Nothing was sent.</summary>
    InvalidPdu,

    /// <summary>The session ends or has ended. Nothing was sent.</summary>
    Closed,
}
