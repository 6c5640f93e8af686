using System.Security.Cryptography;

namespace Tidings.Security.Sealing;

/// <summary>AES-256-GCM with a 96-bit nonce and a 128-bit tag (NIST SP 800-38D), as everything here uses it.</summary>
/// <remarks>
/// Each customer has a key of his own, so that a cipher seldom does two values in a row. libsodium needs no object for a key: 0.2 µs for a row, where the platform's needs one
/// with a finalizer and 2 µs. It has this cipher only where the processor has it; elsewhere the platform's does the same.
/// </remarks>
internal static class Gcm
{
    static readonly bool Sodium = SodiumGcm.IsSupported;

    /// <param name="plain">May be the same memory as <paramref name="cipher"/>.</param>
    public static void Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, Span<byte> cipher, Span<byte> tag, ReadOnlySpan<byte> associated)
    {
        if (Sodium)
            SodiumGcm.Encrypt(key, nonce, plain, cipher, tag, associated);
        else
            PlatformGcm.Encrypt(key, nonce, plain, cipher, tag, associated);
    }

    /// <summary>False, and <paramref name="plain"/> is zero: the tag is not of this key, nonce, text and data.</summary>
    public static bool TryDecrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> tag, Span<byte> plain, ReadOnlySpan<byte> associated) =>
        Sodium ? SodiumGcm.TryDecrypt(key, nonce, cipher, tag, plain, associated) : PlatformGcm.TryDecrypt(key, nonce, cipher, tag, plain, associated);
}

/// <summary>What opens a value. A type and not an object, so that nothing is called through a table for each row.</summary>
internal interface IDecipher
{
    /// <inheritdoc cref="Gcm.TryDecrypt"/>
    static abstract bool TryDecrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> tag, Span<byte> plain, ReadOnlySpan<byte> associated);
}

internal readonly struct UsualGcm : IDecipher
{
    public static bool TryDecrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> tag, Span<byte> plain, ReadOnlySpan<byte> associated) =>
        Gcm.TryDecrypt(key, nonce, cipher, tag, plain, associated);
}

/// <summary>The platform's own (OpenSSL on Linux).</summary>
internal static class PlatformGcm
{
    public static void Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, Span<byte> cipher, Span<byte> tag, ReadOnlySpan<byte> associated)
    {
        using var gcm = new AesGcm(key, SealedFormat.TagBytes);
        gcm.Encrypt(nonce, plain, cipher, tag, associated);
    }

    public static bool TryDecrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> tag, Span<byte> plain, ReadOnlySpan<byte> associated)
    {
        using var gcm = new AesGcm(key, SealedFormat.TagBytes);
        try
        {
            gcm.Decrypt(nonce, cipher, tag, plain, associated);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            CryptographicOperations.ZeroMemory(plain);
            return false;
        }
    }
}
