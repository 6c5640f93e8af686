using System.Globalization;
using System.Text;
using Tidings.Security.Audit.Tree;

namespace Tidings.Security.Tests.Audit;

/// <summary>A tree's tiles in memory, of entries that are their own numbers.</summary>
internal sealed class MemoryTiles : ITileSource
{
    readonly Dictionary<string, byte[]> _tiles = [];

    public static byte[] Entry(long index) => Encoding.ASCII.GetBytes(index.ToString(CultureInfo.InvariantCulture));

    /// <summary>The roots of all sizes that a test may ask for: computing each of many thousands would take long.</summary>
    public Dictionary<int, byte[]> Grow(int size)
    {
        var roots = new Dictionary<int, byte[]>();
        var tree = new GrowingTree((level, index, hashes) => _tiles[TilePath.Tile(level, index, 256)] = hashes.ToArray());
        for (var i = 0; i <= size; i++)
        {
            if (i <= 2 || i == 256 || i >= size - 2 || i == size / 2 || i == size / 3)
                roots[i] = tree.Root();
            if (i < size)
                tree.Append(MerkleHash.Leaf(Entry(i)));
        }
        tree.Partial((level, index, hashes) => _tiles[TilePath.Tile(level, index, hashes.Length / MerkleHash.Length)] = hashes.ToArray());
        return roots;
    }

    public ValueTask<byte[]?> Read(string path, CancellationToken cancel) => new(_tiles.GetValueOrDefault(path));
}
