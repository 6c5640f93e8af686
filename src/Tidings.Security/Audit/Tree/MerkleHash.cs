using System.Security.Cryptography;

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
        Span<byte> input = entry.Length < LongestOnStack ? stackalloc byte[entry.Length + 1] : new byte[entry.Length + 1];
        input[0] = 0;
        entry.CopyTo(input[1..]);
        return SHA256.HashData(input);
    }

    /// <summary>The hash of two subtrees: SHA-256 of 0x01, the left and the right.</summary>
    public static byte[] Node(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        Span<byte> input = stackalloc byte[1 + (2 * Length)];
        input[0] = 1;
        left.CopyTo(input[1..]);
        right.CopyTo(input[(1 + Length)..]);
        return SHA256.HashData(input);
    }

    /// <summary>The root over hashes that stand side by side, of any number but zero.</summary>
    public static byte[] Root(ReadOnlySpan<byte[]> hashes)
    {
        if (hashes.Length == 1)
            return hashes[0];
        var left = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)hashes.Length) / 2;
        return Node(Root(hashes[..left]), Root(hashes[left..]));
    }
}
