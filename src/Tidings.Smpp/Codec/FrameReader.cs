using System.Buffers;
using System.Buffers.Binary;

namespace Tidings.Smpp.Codec;

/// <summary>
/// Cuts a stream of octets into PDUs. The limit is checked as soon as the four octets of command_length are there,
/// before anything is buffered for them.
/// </summary>
public static class FrameReader
{
    /// <summary>The longest PDU that is accepted unless told otherwise: a message_payload of 64 KiB and what goes with it.</summary>
    public const int DefaultLimit = 70_000;

    private const int LengthOctets = 4;

    /// <summary>Looks at the start of a buffer.</summary>
    /// <param name="buffer">What has arrived and was not consumed yet.</param>
    /// <param name="limit">The longest PDU to accept, octets; at least 16.</param>
    /// <param name="frame">
    /// The PDU where the outcome is <see cref="FrameOutcome.Complete"/> or <see cref="FrameOutcome.UnknownCommand"/>. Where the length
    /// is wrong and the header has arrived, the header alone, so that generic_nack can echo its sequence number.
    /// </param>
    /// <param name="consumed">Octets that the PDU took from the buffer.</param>
    public static FrameOutcome Read(ReadOnlySpan<byte> buffer, int limit, out PduFrame frame, out int consumed)
    {
        frame = default;
        consumed = 0;
        if (buffer.Length < LengthOctets)
            return FrameOutcome.NeedMore;
        var length = BinaryPrimitives.ReadUInt32BigEndian(buffer);
        if (length < PduHeader.Length || length > (uint)limit)
        {
            if (buffer.Length >= PduHeader.Length)
                frame = new PduFrame(PduHeader.Read(buffer), default);
            return length < PduHeader.Length ? FrameOutcome.TooShort : FrameOutcome.TooLong;
        }
        if (length > (uint)buffer.Length)
            return FrameOutcome.NeedMore;
        consumed = (int)length;
        frame = new PduFrame(PduHeader.Read(buffer), buffer[PduHeader.Length..consumed]);
        return frame.Header.CommandId.IsKnown() ? FrameOutcome.Complete : FrameOutcome.UnknownCommand;
    }

    /// <summary>Looks at the start of a pipe's buffer. A PDU that lies across segments is put together in <paramref name="scratch"/>.</summary>
    /// <param name="buffer">What the pipe holds.</param>
    /// <param name="limit">The longest PDU to accept, octets; at least 16.</param>
    /// <param name="scratch">At least <paramref name="limit"/> octets, and untouched for as long as the frame is used.</param>
    /// <param name="frame">As above.</param>
    /// <param name="consumed">As above.</param>
    public static FrameOutcome Read(
        in ReadOnlySequence<byte> buffer, int limit, Span<byte> scratch, out PduFrame frame, out int consumed)
    {
        var first = buffer.FirstSpan;
        var outcome = Read(first, limit, out frame, out consumed);
        if (outcome != FrameOutcome.NeedMore || buffer.IsSingleSegment)
            return outcome;
        var length = (int)Math.Min(buffer.Length, PduHeader.Length);
        buffer.Slice(0, length).CopyTo(scratch);
        outcome = Read(scratch[..length], limit, out frame, out consumed);
        if (outcome != FrameOutcome.NeedMore || length < PduHeader.Length)
            return outcome;
        length = (int)Math.Min(buffer.Length, PduHeader.Read(scratch).CommandLength);
        buffer.Slice(0, length).CopyTo(scratch);
        return Read(scratch[..length], limit, out frame, out consumed);
    }
}
