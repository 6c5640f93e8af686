using System.Buffers.Binary;

namespace Tidings.Security.Sealing;

/// <summary>Where a sealed value stands. It opens at that place only.</summary>
/// <remarks>Each part is written with its length before it: no two places have the same bytes, wherever a part ends.</remarks>
internal readonly ref struct SealContext(ReadOnlySpan<byte> tenant, ReadOnlySpan<byte> table, ReadOnlySpan<byte> column, ReadOnlySpan<byte> row)
{
    readonly ReadOnlySpan<byte> tenant = tenant;
    readonly ReadOnlySpan<byte> table = table;
    readonly ReadOnlySpan<byte> column = column;
    readonly ReadOnlySpan<byte> row = row;

    /// <summary>Bytes of <see cref="Write"/>.</summary>
    public int Length => (5 * sizeof(int)) + SealedFormat.HeaderBytes + tenant.Length + table.Length + column.Length + row.Length;

    /// <summary>What the tag covers beside the text: the header as it stands in the value, the place, and the version of the key that is used.</summary>
    public void Write(ReadOnlySpan<byte> header, uint keyVersion, Span<byte> into)
    {
        header.CopyTo(into);
        into = into[header.Length..];
        Part(tenant, ref into);
        Part(table, ref into);
        Part(column, ref into);
        Part(row, ref into);
        BinaryPrimitives.WriteUInt32BigEndian(into, keyVersion);
    }

    static void Part(ReadOnlySpan<byte> part, ref Span<byte> into)
    {
        BinaryPrimitives.WriteInt32BigEndian(into, part.Length);
        part.CopyTo(into[sizeof(int)..]);
        into = into[(sizeof(int) + part.Length)..];
    }
}
