using System.Buffers.Binary;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Sqlite;

/// <summary>
/// How an entry of the feed is stored, big-endian:
/// <code>
/// 0      1      2           10        18
/// | kind | part | message   | time, µs |
/// </code>
/// </summary>
internal static class FeedBytes
{
    public const int Length = 18;

    public static void Write(Span<byte> into, in FeedEntry entry)
    {
        into[0] = (byte)entry.Kind;
        into[1] = checked((byte)entry.Part);
        BinaryPrimitives.WriteInt64BigEndian(into[2..], entry.Message.Value);
        BinaryPrimitives.WriteInt64BigEndian(into[10..], Statement.Microseconds(entry.At));
    }

    public static FeedEntry Read(ReadOnlySpan<byte> from) => new(
        (FeedKind)from[0], new MessageId(BinaryPrimitives.ReadInt64BigEndian(from[2..])), from[1],
        DateTimeOffset.UnixEpoch.AddTicks(BinaryPrimitives.ReadInt64BigEndian(from[10..]) * TimeSpan.TicksPerMicrosecond));
}
