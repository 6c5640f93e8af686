using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Tidings.Security.Audit.Entries;

/// <summary>
/// An entry of the log, as docs/audit.md defines it: kind, part, time, subject, commitment; an act of versions before has its words after that. Integers are big-endian.
/// <code>
/// 0      1       2        3         11          19              51
/// | kind | part ............ | time, µs | subject | commitment 32 | words of an act
/// </code>
/// </summary>
/// <param name="Kind">What it speaks of.</param>
/// <param name="Part">A receipt's segment, a suppression's place in its event; 0 otherwise.</param>
/// <param name="At">When it was written, to the microsecond.</param>
/// <param name="Subject">A message's id, the event's row for a suppression; 0 for a document, and its version for an act of versions before.</param>
/// <param name="Commitment">32 bytes.</param>
/// <param name="Act">Who did what to which document; null unless it is an act of versions before.</param>
public sealed record AuditEntry(AuditKind Kind, ushort Part, DateTimeOffset At, long Subject, ReadOnlyMemory<byte> Commitment, AuditAct? Act)
{
    /// <summary>Bytes before an act's words.</summary>
    public const int HeadBytes = 1 + 2 + 8 + 8 + 32;

    /// <summary>Writes an entry without words, with its length before it as bundles have it.</summary>
    public static void Write(IBufferWriter<byte> into, AuditKind kind, int part, DateTimeOffset at, long subject, ReadOnlySpan<byte> commitment)
    {
        var span = into.GetSpan(2 + HeadBytes);
        BinaryPrimitives.WriteUInt16BigEndian(span, HeadBytes);
        WriteHead(span[2..], kind, part, at, subject, commitment);
        into.Advance(2 + HeadBytes);
    }

    static void WriteHead(Span<byte> into, AuditKind kind, int part, DateTimeOffset at, long subject, ReadOnlySpan<byte> commitment)
    {
        into[0] = (byte)kind;
        BinaryPrimitives.WriteUInt16BigEndian(into[1..], checked((ushort)part));
        BinaryPrimitives.WriteInt64BigEndian(into[3..], Microseconds(at));
        BinaryPrimitives.WriteInt64BigEndian(into[11..], subject);
        commitment.CopyTo(into.Slice(19, 32));
    }

    /// <summary>The entry's bytes, without a length.</summary>
    public byte[] ToBytes()
    {
        var head = new byte[HeadBytes];
        WriteHead(head, Kind, Part, At, Subject, Commitment.Span);
        return Act is null ? head : [.. head, .. Act.ToBytes()];
    }

    /// <summary>The entry in these bytes; null where they are none.</summary>
    public static AuditEntry? Parse(ReadOnlyMemory<byte> entry)
    {
        var bytes = entry.Span;
        if (bytes.Length < HeadBytes || (AuditKind)bytes[0] is < AuditKind.Message or > AuditKind.Document)
            return null;
        var kind = (AuditKind)bytes[0];
        var microseconds = BinaryPrimitives.ReadInt64BigEndian(bytes[3..]);
        if (microseconds is < 0 or > 253_402_300_799_000_000)
            return null;
        var act = kind == AuditKind.Act ? AuditAct.Parse(bytes[HeadBytes..]) : null;
        if ((kind == AuditKind.Act) != (act is not null) || (kind != AuditKind.Act && bytes.Length != HeadBytes))
            return null;
        return new(
            kind, BinaryPrimitives.ReadUInt16BigEndian(bytes[1..]), DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond),
            BinaryPrimitives.ReadInt64BigEndian(bytes[11..]), entry.Slice(19, 32), act);
    }

    internal static long Microseconds(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}

/// <summary>
/// Who changed which document, in clear, as entries of versions before say it: three words of at most 255 bytes each, a byte of length before each.
/// </summary>
/// <param name="Actor">The id of an API key; <c>command-line</c> or <c>node</c> where none was used.</param>
/// <param name="DocumentKind"><c>template</c>, <c>alert</c>, <c>settings</c>, <c>api-key</c>.</param>
/// <param name="Document">Its id.</param>
public sealed record AuditAct(string Actor, string DocumentKind, string Document)
{
    /// <summary>The words.</summary>
    public byte[] ToBytes() => [.. Word(Actor), .. Word(DocumentKind), .. Word(Document)];

    static byte[] Word(string word) => Encoding.UTF8.GetBytes(word) is { Length: <= 255 } bytes ? [(byte)bytes.Length, .. bytes]
        : throw new ArgumentException("A word of an act has at most 255 bytes.", nameof(word));

    internal static AuditAct? Parse(ReadOnlySpan<byte> bytes)
    {
        Span<Range> words = stackalloc Range[3];
        var at = 0;
        foreach (ref var word in words)
        {
            if (at >= bytes.Length || at + 1 + bytes[at] > bytes.Length)
                return null;
            word = new(at + 1, at + 1 + bytes[at]);
            at += 1 + bytes[at];
        }
        return at != bytes.Length ? null
            : new(Encoding.UTF8.GetString(bytes[words[0]]), Encoding.UTF8.GetString(bytes[words[1]]), Encoding.UTF8.GetString(bytes[words[2]]));
    }
}
