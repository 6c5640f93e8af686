using Tidings.Smpp.Codec;

namespace Tidings.Smpp.Sessions;

/// <summary>How an attempt to bind ended: <see cref="Bound"/>, <see cref="Refused"/> or <see cref="Failed"/>.</summary>
public abstract record SmppConnectResult
{
    private SmppConnectResult()
    {
    }

    /// <summary>The session stands.</summary>
    /// <param name="Client">The session.</param>
    public sealed record Bound(SmppClient Client) : SmppConnectResult;

    /// <summary>The SMSC refused the bind.</summary>
    /// <param name="Status">Why.</param>
    public sealed record Refused(CommandStatus Status) : SmppConnectResult;

    /// <summary>It did not come to an answer.</summary>
    /// <param name="Failure">What failed.</param>
    /// <param name="Detail">The system's words, for the log.</param>
    public sealed record Failed(ConnectFailure Failure, string Detail) : SmppConnectResult;
}

/// <summary>What failed on the way to a bind.</summary>
public enum ConnectFailure
{
    /// <summary>No connection: refused, no route, no such name.</summary>
    Unreachable,
    /// <summary>TLS could not be agreed on, or the certificate was not trusted.</summary>
    Tls,
    /// <summary>The connection or the bind took too long.</summary>
    TimedOut,
    /// <summary>The peer closed, or spoke something else than SMPP, before it answered the bind.</summary>
    Closed,
}
