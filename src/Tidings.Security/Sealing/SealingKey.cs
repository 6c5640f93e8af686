using System.Security.Cryptography;

namespace Tidings.Security.Sealing;

/// <summary>
/// What is derived from one version of a 32-byte key, once, and kept with it: the key that encrypts and the commitment that stands in each value.
/// GCM alone does not bind a value to its key: one can be made that opens under two. The commitment does.
/// </summary>
internal sealed class SealingKey : IDisposable
{
    public const int KeyBytes = 32;
    const int MaterialBytes = KeyBytes + SealedFormat.CommitmentBytes;

    // Pinned, so that no copy stays behind when memory is compacted; the array is its own lock.
    readonly byte[] material = GC.AllocateUninitializedArray<byte>(MaterialBytes, pinned: true);
    bool dropped;

    SealingKey(uint version) => Version = version;

    public uint Version { get; }

    /// <param name="key">32 random bytes. The caller zeroes them.</param>
    public static SealingKey Derive(ReadOnlySpan<byte> key, uint version)
    {
        if (key.Length != KeyBytes)
            throw new ArgumentException("A key has 32 bytes.", nameof(key));
        var derived = new SealingKey(version);
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, derived.material, salt: default, info: "tidings sealed value 1: key, commitment"u8);
        return derived;
    }

    /// <summary>Stands in where a key is not known, so that the same work is done before the refusal.</summary>
    public static SealingKey Nobody { get; } = Derive(RandomNumberGenerator.GetBytes(KeyBytes), 0);

    /// <summary>The key and the commitment, for the length of one call; the caller zeroes the copy. False: it was dropped.</summary>
    public bool TryCopy(Span<byte> key, Span<byte> commitment)
    {
        lock (material)
        {
            if (dropped)
                return false;
            material.AsSpan(0, KeyBytes).CopyTo(key);
            material.AsSpan(KeyBytes).CopyTo(commitment);
            return true;
        }
    }

    /// <summary>Zeroes it. Who holds it still is told by <see cref="TryCopy"/>.</summary>
    public void Dispose()
    {
        lock (material)
        {
            dropped = true;
            CryptographicOperations.ZeroMemory(material);
        }
    }

    internal ReadOnlySpan<byte> Material => material;
}
