using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Tidings.Core.Ports.Rows;

namespace Tidings.Security.Sealing;

/// <summary>
/// Marks of the few rows that say how far the node is: windows that binds claimed, marks of dispatch, how far snapshots reach, what ordered sources brought, the tally. Like those of submissions (SipHash-2-4, 64 bits), under a key of its own that is derived from
/// the same. Each begins with its kind, so that none is taken for another.
/// </summary>
internal sealed class RowMarks : IDisposable
{
    enum Kind : byte { Claim = 1, Dispatch, Tally, Key, Partition, Source, PartitionTallied, SourceTallied }

    const int FixedBytes = 1 + 4 + 8, SegmentBytes = 9, TallyNumbers = 13, StackBytes = 512;

    // Pinned, so that no copy stays behind when memory is compacted.
    readonly byte[] sipKey = GC.AllocateUninitializedArray<byte>(SodiumHash.SipKeyBytes, pinned: true);

    /// <param name="key">That of the marks of submissions. The caller zeroes it.</param>
    public RowMarks(ReadOnlySpan<byte> key) => SodiumBlake2b.Mac(key, "tidings-row-mark/1"u8, sipKey);

    /// <summary>The mark of a claimed window; never 0, which stands for none.</summary>
    public long Of(ClaimRow row)
    {
        var most = FixedBytes + Encoding.UTF8.GetMaxByteCount(row.Bind.Length) + row.Segments.Count * SegmentBytes;
        var rented = most > StackBytes ? ArrayPool<byte>.Shared.Rent(most) : null;
        Span<byte> text = rented ?? stackalloc byte[StackBytes];
        var length = Named(Kind.Claim, row.Bind, row.Sequence, text);
        for (var i = 0; i < row.Segments.Count; i++, length += SegmentBytes)
        {
            BinaryPrimitives.WriteInt64BigEndian(text[length..], row.Segments[i].Message.Value);
            text[length + 8] = row.Segments[i].Segment;
        }
        var mark = Mark(text[..length]);
        if (rented is not null)
            ArrayPool<byte>.Shared.Return(rented);
        return mark;
    }

    /// <inheritdoc cref="Of(ClaimRow)"/>
    public long Of(in DispatchLow low)
    {
        Span<byte> text = new byte[FixedBytes + Encoding.UTF8.GetMaxByteCount(low.Carrier.Length)];
        return Mark(text[..Named(Kind.Dispatch, low.Carrier, low.Low.Value, text)]);
    }

    /// <inheritdoc cref="Of(ClaimRow)"/>
    public long Of(in PartitionMark mark) => Of(Kind.Partition, mark);

    /// <summary>What it says, in the tally. It stands nowhere beside its row, as the mark does.</summary>
    public long NumberOf(in PartitionMark mark) => Of(Kind.PartitionTallied, mark);

    long Of(Kind kind, in PartitionMark mark)
    {
        Span<byte> text = stackalloc byte[FixedBytes + 4];
        var length = Named(kind, "", mark.SnapshotsUpTo.Value, text);
        BinaryPrimitives.WriteInt32BigEndian(text[length..], mark.Partition);
        return Mark(text);
    }

    /// <inheritdoc cref="Of(ClaimRow)"/>
    public long Of(in SourceRow row) => Of(Kind.Source, row);

    /// <inheritdoc cref="NumberOf(in PartitionMark)"/>
    public long NumberOf(in SourceRow row) => Of(Kind.SourceTallied, row);

    long Of(Kind kind, in SourceRow row)
    {
        Span<byte> text = new byte[FixedBytes + Encoding.UTF8.GetMaxByteCount(row.Source.Length) + 8];
        var length = Named(kind, row.Source, row.Offset, text);
        BinaryPrimitives.WriteInt32BigEndian(text[length..], row.SourcePartition);
        BinaryPrimitives.WriteInt32BigEndian(text[(length + 4)..], row.Partition);
        return Mark(text[..(length + 8)]);
    }

    /// <inheritdoc cref="Of(ClaimRow)"/>
    public long Of(in StoreTally tally) =>
        Of([tally.Audit, tally.Mark.Value, tally.Before, tally.After, tally.Deferred, tally.Claims, tally.Profiles, tally.Accounts, tally.Documents, tally.Keys, tally.WholeKeys, tally.Sources, tally.Reach]);

    /// <summary>As it was while the tally held nothing of sources and partitions.</summary>
    public long OfBefore(in StoreTally tally) =>
        Of([tally.Audit, tally.Mark.Value, tally.Before, tally.After, tally.Deferred, tally.Claims, tally.Profiles, tally.Accounts, tally.Documents, tally.Keys, tally.WholeKeys]);

    long Of(ReadOnlySpan<long> numbers)
    {
        Span<byte> text = stackalloc byte[1 + TallyNumbers * sizeof(long)];
        text[0] = (byte)Kind.Tally;
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteInt64BigEndian(text[(1 + i * sizeof(long))..], numbers[i]);
        return Mark(text[..(1 + numbers.Length * sizeof(long))]);
    }

    /// <summary>A row's key in the tally; any number.</summary>
    public long OfKey(TalliedTable table, string name, string kind, long number)
    {
        var most = FixedBytes + 2 + Encoding.UTF8.GetMaxByteCount(name.Length) + Encoding.UTF8.GetMaxByteCount(kind.Length);
        Span<byte> text = most <= StackBytes ? stackalloc byte[StackBytes] : new byte[most];
        var length = Named(Kind.Key, name, number, text);
        text[length] = (byte)table;
        length += 1 + Encoding.UTF8.GetBytes(kind, text[(length + 1)..]);
        return SodiumHash.Sip(sipKey, text[..length]);
    }

    static int Named(Kind kind, string name, long number, Span<byte> text)
    {
        text[0] = (byte)kind;
        var length = Encoding.UTF8.GetBytes(name, text[FixedBytes..]);
        BinaryPrimitives.WriteInt32BigEndian(text[1..], length);
        BinaryPrimitives.WriteInt64BigEndian(text[5..], number);
        return FixedBytes + length;
    }

    long Mark(ReadOnlySpan<byte> text) => SodiumHash.Sip(sipKey, text) is var mark && mark == 0 ? 1 : mark;

    /// <summary>Zeroes the key. The store is closed by then.</summary>
    public void Dispose() => CryptographicOperations.ZeroMemory(sipKey);
}
