namespace Tidings.Smpp.Codec;

/// <summary>What the octets received so far amount to.</summary>
public enum FrameOutcome
{
    /// <summary>Not a whole PDU yet: read more.</summary>
    NeedMore,

    /// <summary>A PDU of a known command.</summary>
    Complete,

    /// <summary>
    /// A whole PDU of a command that this library does not know. The stream stays in step: answer a request
    /// with generic_nack ESME_RINVCMDID and go on; ignore a response.
    /// </summary>
    UnknownCommand,

    /// <summary>
    /// command_length is below 16. The stream cannot be followed any further: answer generic_nack ESME_RINVCMDLEN and end the session.
    /// </summary>
    TooShort,

    /// <summary>
    /// command_length is above the limit, whatever has arrived of it. Answer generic_nack ESME_RINVCMDLEN and end the session.
    /// </summary>
    TooLong,
}
