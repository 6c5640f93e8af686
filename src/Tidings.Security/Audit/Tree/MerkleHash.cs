using System.Security.Cryptography;
using Tidings.Security.Sealing;

namespace Tidings.Security.Audit.Tree;

/// <summary>The hashes of the tree: SHA-256 with a byte before it that keeps leaves and nodes apart (RFC 9162 §2.1.1).</summary>
public static class MerkleHash
{
    /// <summary>Bytes of every hash.</summary>
    public const int Length = SHA256.HashSizeInBytes;

    const int LongestOnStack = 1024;

    /// <summary>The root of a tree without entries: the hash of nothing.</summary>
    public static byte[] Empty => SHA256.HashData([]);

    /// <summary>The hash of an entry: SHA-256 of 0x00 and the entry.</summary>
    public static byte[] Leaf(ReadOnlySpan<byte> entry)
    {
        var hash = new byte[Length];
        Leaf(entry, hash);
        return hash;
    }

    /// <inheritdoc cref="Leaf(ReadOnlySpan{byte})"/>
    /// <param name="entry">The entry.</param>
    /// <param name="into">32 bytes.</param>
    public static void Leaf(ReadOnlySpan<byte> entry, Span<byte> into)
    {
        Span<byte> input = entry.Length < LongestOnStack ? stackalloc byte[entry.Length + 1] : new byte[entry.Length + 1];
        input[0] = 0;
        entry.CopyTo(input[1..]);
        SodiumHash.Sha256(input, into);
    }

    /// <summary>The hash of two subtrees: SHA-256 of 0x01, the left and the right.</summary>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var hash = new byte[Length];
        Node(left, right, hash);
        return hash;
    }

    /// <inheritdoc cref="Node(ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>
    /// <param name="left">Its hash.</param>
    /// <param name="right">Its hash.</param>
    /// <param name="into">32 bytes; may be where either stands.</param>
    public static void Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Span<byte> into)
    {
        Span<byte> input = stackalloc byte[1 + (2 * Length)];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + Length)..]);
        SodiumHash.Sha256(input, into);
    }

    /// <summary>The root over hashes that stand side by side, of any number but zero.</summary>
    public static byte[] Root(ReadOnlySpan<byte[]> hashes)
    {
        if (hashes.Length == 1)
            return hashes[0];
        var left = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)hashes.Length) / 2;
        return Node(Root(hashes[..left]), Root(hashes[left..]));
    }

    /// <summary>The root over a power of two of hashes that stand one after the other, without an object a node.</summary>
    /// <param name="hashes">2^n times 32 bytes, at most a tile of them.</param>
    /// <param name="into">32 bytes.</param>
    public static void Root(ReadOnlySpan<byte> hashes, Span<byte> into)
    {
        Span<byte> level = stackalloc byte[TilePath.Width * Length];
        hashes.CopyTo(level);
        for (var width = hashes.Length / Length; width > 1; width /= 2)
            for (var i = 0; i < width; i += 2)
                Node(level.Slice(i * Length, Length), level.Slice((i + 1) * Length, Length), level[(i / 2 * Length)..]);
        level[..Length].CopyTo(into);
    }
}
