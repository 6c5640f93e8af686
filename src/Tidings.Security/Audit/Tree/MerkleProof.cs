namespace Tidings.Security.Audit.Tree;

/// <summary>Checks proofs that somebody else made. Wrong proofs are an answer (false), whatever is wrong with them.</summary>
public static class MerkleProof
{
    /// <summary>The most hashes that a proof can have: a tree has fewer than 2^63 entries.</summary>
    public const int Longest = 63;

    /// <summary>Whether the entry with hash <paramref name="leaf"/> stands at <paramref name="index"/> in the tree of that size and root (RFC 9162 §2.1.3.2).</summary>
    public static bool Includes(long index, long size, ReadOnlySpan<byte> leaf, IReadOnlyList<byte[]> path, ReadOnlySpan<byte> root)
    {
        if (index < 0 || index >= size)
            return false;
        var (at, last) = (index, size - 1);
        var hash = leaf.ToArray();
        foreach (var sibling in path)
        {
            if (last == 0)
                return false;
            if ((at & 1) == 1 || at == last)
            {
                hash = MerkleHash.Node(sibling, hash);
                while ((at & 1) == 0 && at != 0)
                    (at, last) = (at >> 1, last >> 1);
            }
            else
                hash = MerkleHash.Node(hash, sibling);
            (at, last) = (at >> 1, last >> 1);
        }
        return last == 0 && root.SequenceEqual(hash);
    }

    /// <summary>
    /// Whether the newer tree is the older one with entries after it (RFC 9162 §2.1.4.2). From a tree without entries, and to a tree of the same
    /// size, the proof is empty.
    /// </summary>
    public static bool Extends(long older, ReadOnlySpan<byte> olderRoot, long newer, ReadOnlySpan<byte> newerRoot, IReadOnlyList<byte[]> path)
    {
        if (older < 0 || older > newer)
            return false;
        if (older == 0)
            return path.Count == 0;
        if (older == newer)
            return path.Count == 0 && olderRoot.SequenceEqual(newerRoot);
        var (at, last) = (older - 1, newer - 1);
        while ((at & 1) == 1)
            (at, last) = (at >> 1, last >> 1);
        // Where the older tree is a whole subtree of the newer one, its root is the first hash and is left out of the proof.
        var next = 0;
        if (at != 0 && path.Count == 0)
            return false;
        var was = at == 0 ? olderRoot.ToArray() : path[next++];
        var now = was;
        for (; next < path.Count; next++)
        {
            if (last == 0)
                return false;
            if ((at & 1) == 1 || at == last)
            {
                (was, now) = (MerkleHash.Node(path[next], was), MerkleHash.Node(path[next], now));
                while ((at & 1) == 0 && at != 0)
                    (at, last) = (at >> 1, last >> 1);
            }
            else
                now = MerkleHash.Node(now, path[next]);
            (at, last) = (at >> 1, last >> 1);
        }
        return last == 0 && olderRoot.SequenceEqual(was) && newerRoot.SequenceEqual(now);
    }
}
