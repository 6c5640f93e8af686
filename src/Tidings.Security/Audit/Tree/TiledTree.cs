namespace Tidings.Security.Audit.Tree;

/// <summary>A tree of a known size as its tiles tell it: hashes of ranges, and proofs. Nothing is trusted: what the proofs prove is checked by their reader.</summary>
public sealed class TiledTree(ITileSource source, long size)
{
    const int KeptTiles = 64;
    readonly Dictionary<(int Level, long Index), byte[][]> _kept = [];

    /// <summary>Entries of the tree.</summary>
    public long Size => size;

    /// <summary>The root. Throws <see cref="TileException"/> where a tile is missing or not of its length.</summary>
    public ValueTask<byte[]> Root(CancellationToken cancel) => size == 0 ? new(MerkleHash.Empty) : Range(0, size, cancel);

    /// <summary>The inclusion proof of an entry (RFC 9162 §2.1.3.1), from the leaf's sibling up.</summary>
    public async ValueTask<List<byte[]>> Inclusion(long index, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, size);
        var path = new List<byte[]>();
        var (from, to) = (0L, size);
        while (to - from > 1)
        {
            var middle = from + Left(to - from);
            var right = index >= middle;
            path.Add(right ? await Range(from, middle, cancel) : await Range(middle, to, cancel));
            (from, to) = right ? (middle, to) : (from, middle);
        }
        path.Reverse();
        return path;
    }

    /// <summary>The proof that this tree extends its own first <paramref name="older"/> entries (RFC 9162 §2.1.4.1).</summary>
    public async ValueTask<List<byte[]>> Consistency(long older, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(older);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(older, size);
        var path = new List<byte[]>();
        if (older == 0 || older == size)
            return path;
        var (from, to) = (0L, size);
        while (older < to)
        {
            var middle = from + Left(to - from);
            var right = older > middle;
            path.Add(right ? await Range(from, middle, cancel) : await Range(middle, to, cancel));
            (from, to) = right ? (middle, to) : (from, middle);
        }
        if (from > 0)
            path.Add(await Range(from, to, cancel));
        path.Reverse();
        return path;
    }

    /// <summary>Of each level the hashes of the tile that was not full when the tree had its first <paramref name="older"/> entries: what is needed to append to those.</summary>
    public async ValueTask<List<byte[][]>> Edge(long older, CancellationToken cancel)
    {
        var edge = new List<byte[][]>();
        for (var level = 0; older >> (8 * level) > 0 && level < TilePath.Levels; level++)
            edge.Add(GrowingTree.EdgeWidth(older, level) is var width && width == 0 ? [] : (await Tile(level, older >> (8 * (level + 1)), cancel))[..width]);
        return edge;
    }

    /// <summary>The hashes of a tile as it is in a tree of this size.</summary>
    public async ValueTask<byte[][]> Tile(int level, long index, CancellationToken cancel)
    {
        if (_kept.TryGetValue((level, index), out var kept))
            return kept;
        var width = Width(level, index);
        var bytes = await Whole(TilePath.Tile(level, index, width), TilePath.Tile(level, index, TilePath.Width), width * MerkleHash.Length, cancel);
        var hashes = bytes.Chunk(MerkleHash.Length).Take(width).ToArray();
        if (_kept.Count >= KeptTiles)
            _kept.Clear();
        _kept[(level, index)] = hashes;
        return hashes;
    }

    /// <summary>The entries of a bundle as it is in a tree of this size.</summary>
    public async ValueTask<List<ReadOnlyMemory<byte>>> Entries(long index, CancellationToken cancel)
    {
        var width = Width(0, index);
        var path = TilePath.Entries(index, width);
        var bytes = await source.Read(path, cancel);
        if (bytes is null && width < TilePath.Width)
            bytes = await source.Read(TilePath.Entries(index, TilePath.Width), cancel);
        if (bytes is null)
            throw new TileException(path, "is missing");
        var entries = EntryBundle.Read(bytes);
        if (entries is null || entries.Count < width)
            throw new TileException(path, "does not hold the entries that it should");
        return entries[..width];
    }

    int Width(int level, long index) =>
        index < size >> (8 * (level + 1)) ? TilePath.Width : GrowingTree.EdgeWidth(size, level);

    async ValueTask<byte[]> Whole(string path, string full, int bytes, CancellationToken cancel)
    {
        var found = await source.Read(path, cancel);
        if (found is not null)
            return found.Length == bytes ? found : throw new TileException(path, "has a wrong length");
        if (path != full && await source.Read(full, cancel) is { Length: TilePath.Width * MerkleHash.Length } later)
            return later;
        throw new TileException(path, "is missing");
    }

    async ValueTask<byte[]> Range(long from, long to, CancellationToken cancel)
    {
        var width = to - from;
        if ((width & (width - 1)) != 0)
        {
            var middle = from + Left(width);
            var left = await Range(from, middle, cancel);
            var right = await Range(middle, to, cancel);
            return MerkleHash.Node(left, right);
        }
        // A whole subtree: some hashes of one tile. A whole tile stands as one hash in the level above.
        var level = System.Numerics.BitOperations.Log2((ulong)width) / 8;
        var first = from >> (8 * level);
        var tile = await Tile(level, first / TilePath.Width, cancel);
        return MerkleHash.Root(tile.AsSpan((int)(first % TilePath.Width), (int)(width >> (8 * level))));
    }

    static long Left(long width) => (long)(System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)width) / 2);
}

/// <summary>A tile or bundle that the tree needs is missing or broken. <see cref="FilePath"/> names it.</summary>
public sealed class TileException(string path, string what) : Exception($"{path} {what}.")
{
    /// <summary>Where it should be, below the log's folder.</summary>
    public string FilePath => path;
}
