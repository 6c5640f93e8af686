using System.Numerics;

namespace Tidings.Security.Audit.Tree;

/// <summary>
/// The right-hand edge of a tree, all that is needed to append to it: of each level of tiles the one that is not full. A tile that fills is handed
/// out once and forgotten. Not for several threads at a time.
/// </summary>
/// <param name="full">Takes a full tile: level, index, its 256 hashes.</param>
public sealed class GrowingTree(Action<int, long, IReadOnlyList<byte[]>> full)
{
    readonly List<List<byte[]>> _edge = [];

    /// <summary>Entries so far.</summary>
    public long Size { get; private set; }

    /// <summary>A tree of <paramref name="size"/> entries whose tiles that are not full hold these hashes, by level.</summary>
    public static GrowingTree Of(long size, IReadOnlyList<IReadOnlyList<byte[]>> edge, Action<int, long, IReadOnlyList<byte[]>> full)
    {
        var tree = new GrowingTree(full) { Size = size };
        foreach (var tile in edge)
            tree._edge.Add([.. tile]);
        return tree;
    }

    /// <summary>How many hashes the tile that is not full has in this level, in a tree of that size.</summary>
    public static int EdgeWidth(long size, int level) => (int)((size >> (8 * level)) % TilePath.Width);

    /// <summary>Appends an entry by its hash (<see cref="MerkleHash.Leaf"/>).</summary>
    public void Append(byte[] leaf)
    {
        var hash = leaf;
        for (var level = 0; ; level++)
        {
            if (_edge.Count == level)
                _edge.Add(new(TilePath.Width));
            var tile = _edge[level];
            tile.Add(hash);
            if (tile.Count < TilePath.Width)
                break;
            full(level, Size >> (8 * (level + 1)), tile);
            hash = MerkleHash.Root(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(tile));
            _edge[level] = new(TilePath.Width);
        }
        Size++;
    }

    /// <summary>The tiles that are not full and not empty: level, index, hashes.</summary>
    public IEnumerable<(int Level, long Index, IReadOnlyList<byte[]> Hashes)> Edge()
    {
        for (var level = 0; level < _edge.Count; level++)
            if (_edge[level].Count > 0)
                yield return (level, Size >> (8 * (level + 1)), _edge[level]);
    }

    /// <summary>The Merkle tree hash of all entries (RFC 9162 §2.1.1).</summary>
    public byte[] Root()
    {
        byte[]? root = null;
        // From right to left: within a tile, whole subtrees of rising size.
        foreach (var tile in _edge)
            for (var end = tile.Count; end > 0;)
            {
                var width = 1 << BitOperations.TrailingZeroCount(end);
                var subtree = MerkleHash.Root(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(tile).Slice(end - width, width));
                root = root is null ? subtree : MerkleHash.Node(subtree, root);
                end -= width;
            }
        return root ?? MerkleHash.Empty;
    }
}
