using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Tidings.Security.Sealing;

/// <summary>
/// libsodium's SHA-256 (FIPS 180-4) and SipHash-2-4, for what is hashed several times an event. Of a short text most of the platform's time for SHA-256 goes into the call: 0.38 µs against 0.16 for one block.
/// </summary>
internal static class SodiumHash
{
    /// <summary>From three blocks on, the platform's use of the processor's own instructions wins.</summary>
    const int LongestHere = 119;
    public const int SipKeyBytes = 16;

    static SodiumHash() => _ = sodium_init();

    /// <param name="into">32 bytes.</param>
    public static void Sha256(ReadOnlySpan<byte> text, Span<byte> into)
    {
        if (text.Length is 0 or > LongestHere)
        {
            SHA256.HashData(text, into);
            return;
        }
        // Native code does not look at lengths.
        if (into.Length < SHA256.HashSizeInBytes)
            throw new ArgumentException("A hash has 32 bytes.", nameof(into));
        if (crypto_hash_sha256(ref MemoryMarshal.GetReference(into), in MemoryMarshal.GetReference(text), (ulong)text.Length) != 0)
            throw new InvalidOperationException("The text could not be hashed.");
    }

    /// <summary>64 bits that nobody makes without the key.</summary>
    /// <param name="key">16 bytes.</param>
    public static long Sip(ReadOnlySpan<byte> key, ReadOnlySpan<byte> text)
    {
        if (key.Length != SipKeyBytes)
            throw new ArgumentException("A key has 16 bytes.", nameof(key));
        var mac = 0L;
        if (crypto_shorthash_siphash24(ref mac, in MemoryMarshal.GetReference(text), (ulong)text.Length, in MemoryMarshal.GetReference(key)) != 0)
            throw new InvalidOperationException("The text could not be hashed.");
        return mac;
    }

    [DllImport("libsodium")]
    static extern int sodium_init();
    [DllImport("libsodium")]
    static extern int crypto_hash_sha256(ref byte hash, in byte text, ulong length);
    [DllImport("libsodium", EntryPoint = "crypto_shorthash")]
    static extern int crypto_shorthash_siphash24(ref long mac, in byte text, ulong length, in byte key);
}
