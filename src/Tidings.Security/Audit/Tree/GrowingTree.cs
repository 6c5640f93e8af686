using System.Numerics;

namespace Tidings.Security.Audit.Tree;

/// <summary>
/// The right-hand edge of a tree, all that is needed to append to it: of each level of tiles the one that is not full. A tile that fills is handed
/// out once and forgotten. Not for several threads at a time.
/// </summary>
/// <param name="full">Takes each full tile.</param>
public sealed class GrowingTree(FullTile full)
{
    readonly List<Edge> _edge = [];

    /// <summary>Entries so far.</summary>
    public long Size { get; private set; }

    /// <summary>A tree of <paramref name="size"/> entries whose tiles that are not full hold these hashes, by level.</summary>
    public static GrowingTree Of(long size, IReadOnlyList<IReadOnlyList<byte[]>> edge, FullTile full)
    {
        var tree = new GrowingTree(full) { Size = size };
        foreach (var tile in edge)
        {
            var begun = new Edge();
            foreach (var hash in tile)
                begun.Add(hash);
            tree._edge.Add(begun);
        }
        return tree;
    }

    /// <summary>How many hashes the tile that is not full has in this level, in a tree of that size.</summary>
    public static int EdgeWidth(long size, int level) => (int)((size >> (8 * level)) % TilePath.Width);

    /// <summary>Appends an entry by its hash (<see cref="MerkleHash.Leaf(ReadOnlySpan{byte})"/>).</summary>
    public void Append(ReadOnlySpan<byte> leaf)
    {
        Span<byte> hash = stackalloc byte[MerkleHash.Length];
        leaf.CopyTo(hash);
        for (var level = 0; ; level++)
        {
            if (_edge.Count == level)
                _edge.Add(new());
            var tile = _edge[level];
            tile.Add(hash);
            if (tile.Width < TilePath.Width)
                break;
            full(level, Size >> (8 * (level + 1)), tile.Hashes);
            MerkleHash.Root(tile.Hashes, hash);
            tile.Clear();
        }
        Size++;
    }

    /// <summary>Hands out the tiles that are not full and not empty.</summary>
    public void Partial(FullTile take)
    {
        for (var level = 0; level < _edge.Count; level++)
            if (_edge[level].Width > 0)
                take(level, Size >> (8 * (level + 1)), _edge[level].Hashes);
    }

    /// <summary>The Merkle tree hash of all entries (RFC 9162 §2.1.1).</summary>
    public byte[] Root()
    {
        var root = new byte[MerkleHash.Length];
        var any = false;
        Span<byte> subtree = stackalloc byte[MerkleHash.Length];
        // From right to left: within a tile, whole subtrees of rising size.
        foreach (var tile in _edge)
            for (var end = tile.Width; end > 0;)
            {
                var width = 1 << BitOperations.TrailingZeroCount(end);
                MerkleHash.Root(tile.Hashes.Slice((end - width) * MerkleHash.Length, width * MerkleHash.Length), subtree);
                if (any)
                    MerkleHash.Node(subtree, root, root);
                else
                    subtree.CopyTo(root);
                any = true;
                end -= width;
            }
        return any ? root : MerkleHash.Empty;
    }

    /// <summary>A tile that fills: its hashes one after the other, as its file has them.</summary>
    sealed class Edge
    {
        readonly byte[] _hashes = new byte[TilePath.Width * MerkleHash.Length];

        public int Width { get; private set; }
        public ReadOnlySpan<byte> Hashes => _hashes.AsSpan(0, Width * MerkleHash.Length);

        public void Add(ReadOnlySpan<byte> hash) => hash.CopyTo(_hashes.AsSpan(Width++ * MerkleHash.Length));
        public void Clear() => Width = 0;
    }
}

/// <summary>Takes a tile.</summary>
/// <param name="level">0 for the hashes of entries.</param>
/// <param name="index">Its place in the level.</param>
/// <param name="hashes">32 bytes each, one after the other; the caller's memory.</param>
public delegate void FullTile(int level, long index, ReadOnlySpan<byte> hashes);
