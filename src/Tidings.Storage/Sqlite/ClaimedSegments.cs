using System.Buffers.Binary;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Sqlite;

/// <summary>A claimed window as bytes: for each segment the message's id (8, big-endian) and the segment's number (1).</summary>
internal static class ClaimedSegments
{
    const int Bytes = 9;

    public static byte[] Encode(IReadOnlyList<ClaimedSegment> segments)
    {
        var encoded = new byte[segments.Count * Bytes];
        for (var i = 0; i < segments.Count; i++)
        {
            BinaryPrimitives.WriteInt64BigEndian(encoded.AsSpan(i * Bytes), segments[i].Message.Value);
            encoded[(i * Bytes) + 8] = segments[i].Segment;
        }
        return encoded;
    }

    public static ClaimedSegment[] Decode(ReadOnlySpan<byte> encoded)
    {
        var segments = new ClaimedSegment[encoded.Length / Bytes];
        for (var i = 0; i < segments.Length; i++)
            segments[i] = new(new MessageId(BinaryPrimitives.ReadInt64BigEndian(encoded[(i * Bytes)..])), encoded[(i * Bytes) + 8]);
        return segments;
    }
}
