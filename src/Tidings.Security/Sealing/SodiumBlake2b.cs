using System.Runtime.InteropServices;

namespace Tidings.Security.Sealing;

/// <summary>libsodium's keyed BLAKE2b (RFC 7693), as a message authentication code: 0.2 µs for a short row, and no object for a key.</summary>
internal static class SodiumBlake2b
{
    const int LeastBytes = 16, MostBytes = 64;

    static SodiumBlake2b() => _ = sodium_init();

    /// <param name="key">16 to 64 bytes.</param>
    /// <param name="mac">16 to 64 bytes, of which each length is a code of its own.</param>
    public static void Mac(ReadOnlySpan<byte> key, ReadOnlySpan<byte> message, Span<byte> mac)
    {
        // Native code does not look at lengths.
        if (key.Length is < LeastBytes or > MostBytes || mac.Length is < LeastBytes or > MostBytes)
            throw new ArgumentException("A key and a code have 16 to 64 bytes.", nameof(key));
        if (crypto_generichash(ref MemoryMarshal.GetReference(mac), (nuint)mac.Length, in MemoryMarshal.GetReference(message), (ulong)message.Length, in MemoryMarshal.GetReference(key), (nuint)key.Length) != 0)
            throw new InvalidOperationException("The message could not be hashed.");
    }

    [DllImport("libsodium")]
    static extern int sodium_init();
    [DllImport("libsodium")]
    static extern int crypto_generichash(ref byte hash, nuint hashLength, in byte message, ulong messageLength, in byte key, nuint keyLength);
}
