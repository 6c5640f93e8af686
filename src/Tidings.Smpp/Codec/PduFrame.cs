namespace Tidings.Smpp.Codec;

/// <summary>One PDU cut out of the stream, its body not yet read: a view over the buffer in which it arrived.</summary>
/// <param name="header">The header.</param>
/// <param name="body">What follows the header.</param>
public readonly ref struct PduFrame(PduHeader header, ReadOnlySpan<byte> body)
{
    /// <summary>The header.</summary>
    public PduHeader Header { get; } = header;

    /// <summary>What follows the header.</summary>
    public ReadOnlySpan<byte> Body { get; } = body;
}
