using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tidings.Security.Sealing;

/// <summary>
/// The keys of verifications, derived (HKDF-SHA-256, RFC 5869) from a version of the blind index's under names of their own: one of which codes' hashes are made, and one that hides the rows in their ids.
/// </summary>
internal sealed class CodeKey : IDisposable
{
    const int Half = 32;

    // The first's copy of its key lies in the library's own memory; the other's does not, and is cleared when it is let go: it hides places, not people.
    readonly IncrementalHash hash;
    readonly Aes ids = Aes.Create();
    readonly Lock turn = new();
    bool dropped;

    /// <param name="key">32 bytes. The caller zeroes them.</param>
    public CodeKey(ReadOnlySpan<byte> key)
    {
        Span<byte> derived = stackalloc byte[2 * Half];
        HKDF.DeriveKey(HashAlgorithmName.SHA256, key, derived, [], "tidings one-time codes v1"u8);
        hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, derived[..Half]);
        ids.SetKey(derived[Half..]);
        CryptographicOperations.ZeroMemory(derived);
    }

    /// <summary>HMAC-SHA-256 of what a code is bound to, with the code.</summary>
    public byte[] Hash(ReadOnlySpan<byte> message)
    {
        lock (turn)
        {
            ObjectDisposedException.ThrowIf(dropped, this);
            hash.AppendData(message);
            return hash.GetHashAndReset();
        }
    }

    /// <summary>Two numbers as one block that tells neither of them. Each block is another pair's, and nobody without the key can make one that means something.</summary>
    public UInt128 Hide(long row, ulong key)
    {
        Span<byte> block = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(block, row);
        BinaryPrimitives.WriteUInt64BigEndian(block[8..], key);
        lock (turn)
        {
            ObjectDisposedException.ThrowIf(dropped, this);
            // One block under a key for nothing else: the mode has nothing to chain.
            ids.EncryptEcb(block, block, PaddingMode.None);
        }
        return BinaryPrimitives.ReadUInt128BigEndian(block);
    }

    public (long Row, ulong Key) Show(UInt128 hidden)
    {
        Span<byte> block = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(block, hidden);
        lock (turn)
        {
            ObjectDisposedException.ThrowIf(dropped, this);
            ids.DecryptEcb(block, block, PaddingMode.None);
        }
        return (BinaryPrimitives.ReadInt64BigEndian(block), BinaryPrimitives.ReadUInt64BigEndian(block[8..]));
    }

    public void Dispose()
    {
        lock (turn)
        {
            dropped = true;
            hash.Dispose();
            ids.Dispose();
        }
    }
}
