using System.Buffers;

namespace Tidings.Core.Ports.Rows;

/// <summary>
/// Memory for the rows of one unit: they stand one after the other in a few arrays that are used again. To be disposed when the store has answered the unit, and no
/// sooner; where it is not, the collector takes the arrays. Not for several threads at a time.
/// </summary>
public sealed class RowMemory : IBufferWriter<byte>, IDisposable
{
    // Most units have the rows of one event or two, and some hundred units wait for the disk at a time: in large arrays they would fill the young generation with room that nobody uses.
    const int FirstBytes = 2 << 10, ChunkBytes = 16 << 10, Kept = 512;

    // The shared pool keeps 32 of a size for each core, fewer than are under way.
    static readonly ArrayPool<byte> Small = ArrayPool<byte>.Create(ChunkBytes, Kept);

    readonly List<byte[]> full = [];
    readonly List<LookupRow[]> lookups = [];
    byte[] chunk = [];
    int begun;
    int end;

    /// <summary>Forgets what was written since the last row was taken.</summary>
    public void Restart() => end = begun;

    /// <summary>What was written since the last call, in one piece.</summary>
    public ReadOnlyMemory<byte> TakeRow()
    {
        var row = chunk.AsMemory(begun..end);
        begun = end;
        return row;
    }

    /// <summary>Memory for a row whose length is known.</summary>
    public Memory<byte> Take(int length)
    {
        var row = GetMemory(length)[..length];
        end += length;
        begun = end;
        return row;
    }

    /// <summary>Room for so many look-up entries, which a unit has by the ten thousand.</summary>
    public ArraySegment<LookupRow> TakeLookups(int count)
    {
        var taken = ArrayPool<LookupRow>.Shared.Rent(count);
        lookups.Add(taken);
        return new(taken, 0, count);
    }

    /// <inheritdoc/>
    public void Advance(int count) => end += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(Math.Max(1, sizeHint));
        return chunk.AsMemory(end);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(Math.Max(1, sizeHint));
        return chunk.AsSpan(end);
    }

    void MakeRoom(int bytes)
    {
        if (chunk.Length - end >= bytes)
            return;
        var row = chunk.AsSpan(begun, end - begun);
        var next = Rent(Math.Max(chunk.Length == 0 ? FirstBytes : ChunkBytes, 2 * (row.Length + bytes)));
        row.CopyTo(next);
        if (chunk.Length > 0)
            full.Add(chunk);
        (chunk, begun, end) = (next, 0, row.Length);
    }

    static byte[] Rent(int bytes) => (bytes <= ChunkBytes ? Small : ArrayPool<byte>.Shared).Rent(bytes);

    static void Return(byte[] array) => (array.Length <= ChunkBytes ? Small : ArrayPool<byte>.Shared).Return(array);

    /// <summary>Gives the arrays back: the rows are gone.</summary>
    public void Dispose()
    {
        if (chunk.Length > 0)
            Return(chunk);
        foreach (var array in full)
            Return(array);
        full.Clear();
        foreach (var array in lookups)
            ArrayPool<LookupRow>.Shared.Return(array);
        lookups.Clear();
        (chunk, begun, end) = ([], 0, 0);
    }
}
