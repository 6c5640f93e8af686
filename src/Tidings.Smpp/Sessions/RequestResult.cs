using Tidings.Smpp.Codec;

namespace Tidings.Smpp.Sessions;

/// <summary>What became of a request that was awaited.</summary>
public enum RequestOutcome
{
    /// <summary>The response has come, good or bad.</summary>
    Answered,
    /// <summary>Not sent; see <see cref="RequestResult.Send"/>.</summary>
    NotSent,
    /// <summary>No response came in time: whether the peer has it is not known.</summary>
    TimedOut,
    /// <summary>The session ended first: whether the peer has it is not known.</summary>
    SessionEnded,
}

/// <summary>A response, or why there is none.</summary>
public sealed class RequestResult
{
    private readonly byte[] _body;

    private RequestResult(RequestOutcome outcome, SendOutcome send, PduHeader header, byte[] body)
    {
        Outcome = outcome;
        Send = send;
        Header = header;
        _body = body;
    }

    /// <summary>What became of the request.</summary>
    public RequestOutcome Outcome { get; }

    /// <summary>Why it was not sent, where it was not.</summary>
    public SendOutcome Send { get; }

    /// <summary>The response's header; generic_nack where the peer did not understand.</summary>
    public PduHeader Header { get; }

    /// <summary>The response's command_status; ESME_RUNKNOWNERR where there is no response.</summary>
    public CommandStatus Status => Outcome == RequestOutcome.Answered ? Header.CommandStatus : CommandStatus.ESME_RUNKNOWNERR;

    /// <summary>Reads the response's body.</summary>
    /// <typeparam name="T">The response's type.</typeparam>
    public PduFault Decode<T>(out T response) where T : struct, IResponsePdu<T>, allows ref struct =>
        PduCodec.Decode(new PduFrame(Header, _body), out response);

    internal static RequestResult TimedOut { get; } = new(RequestOutcome.TimedOut, SendOutcome.Sent, default, []);

    internal static RequestResult Ended { get; } = new(RequestOutcome.SessionEnded, SendOutcome.Sent, default, []);

    internal static RequestResult NotSent(SendOutcome why) => new(RequestOutcome.NotSent, why, default, []);

    internal static RequestResult Answered(PduFrame frame) =>
        new(RequestOutcome.Answered, SendOutcome.Sent, frame.Header, frame.Body.ToArray());
}
