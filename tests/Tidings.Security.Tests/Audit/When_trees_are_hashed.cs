using Tidings.Security.Audit.Tree;

namespace Tidings.Security.Tests.Audit;

public sealed class When_trees_are_hashed
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The entries and roots that implementations of RFC 6962 have checked themselves with since its authors'.</summary>
    static readonly string[] Entries = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    static readonly string[] Roots =
    [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    [Fact]
    public void The_roots_are_the_known_ones()
    {
        var tree = new GrowingTree((_, _, _) => { });
        Assert.Equal("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Convert.ToHexStringLower(tree.Root()));
        for (var i = 0; i < Entries.Length; i++)
        {
            tree.Append(MerkleHash.Leaf(Convert.FromHexString(Entries[i])));
            Assert.Equal(Roots[i], Convert.ToHexStringLower(tree.Root()));
        }
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(7), InlineData(255), InlineData(256), InlineData(257), InlineData(700), InlineData(66_000)]
    public async Task Every_proof_of_the_tiles_holds_and_none_holds_for_another_place_or_root(int size)
    {
        var log = new MemoryTiles();
        var roots = log.Grow(size);
        var tree = new TiledTree(log, size);
        var root = await tree.Root(Cancel);
        Assert.Equal(roots[size], root);
        foreach (var index in new[] { 0, 1, size / 3, size / 2, size - 2, size - 1 }.Where(i => i >= 0 && i < size).Distinct())
        {
            var path = await tree.Inclusion(index, Cancel);
            var leaf = MerkleHash.Leaf(MemoryTiles.Entry(index));
            Assert.True(MerkleProof.Includes(index, size, leaf, path, root));
            Assert.False(MerkleProof.Includes(index + 1, size, leaf, path, root));
            Assert.False(MerkleProof.Includes(index, size, MerkleHash.Leaf("another"u8), path, root));
            Assert.False(MerkleProof.Includes(index, size, leaf, [.. path, root], root));
            Assert.False(MerkleProof.Includes(index, size, leaf, path, MerkleHash.Empty));
        }
        foreach (var older in new[] { 0, 1, 2, size / 3, size / 2, 256, size - 1, size }.Where(i => i >= 0 && i <= size).Distinct())
        {
            var proof = await tree.Consistency(older, Cancel);
            Assert.True(MerkleProof.Extends(older, roots[older], size, root, proof));
            if (older == 0 || older == size)
                continue;
            Assert.False(MerkleProof.Extends(older, MerkleHash.Empty, size, root, proof));
            Assert.False(MerkleProof.Extends(older, roots[older], size, MerkleHash.Empty, proof));
            Assert.False(MerkleProof.Extends(older, roots[older], size, root, [.. proof, root]));
            Assert.False(MerkleProof.Extends(older, roots[older], size, root, proof[..^1]));
        }
    }

    [Theory]
    [InlineData(0, 1_234_067, 256, "tile/0/x001/x234/067"), InlineData(1, 0, 1, "tile/1/000.p/1"), InlineData(7, 999, 255, "tile/7/999.p/255")]
    public void Tiles_are_where_the_standard_says(int level, long index, int width, string path)
    {
        Assert.Equal(path, TilePath.Tile(level, index, width));
        Assert.True(TilePath.IsOne(path));
        Assert.True(TilePath.IsOne(TilePath.Entries(index, width)));
    }

    [Theory]
    [InlineData("tile/../key"), InlineData("tile/0/../key"), InlineData("key"), InlineData("tile/64/000"), InlineData("tile/00/000"), InlineData("tile/0/0")]
    [InlineData("tile/0/000.p/0"), InlineData("tile/0/000.p/256"), InlineData("tile/0/000.p/01"), InlineData("tile/0/001/000"), InlineData("tile/0/000.half")]
    [InlineData("tile/entries//000"), InlineData("/tile/0/000"), InlineData("tile/0/x001/x234"), InlineData("tile/0/٠٠٠"), InlineData("")]
    public void No_other_path_is_one(string path) => Assert.False(TilePath.IsOne(path));
}
