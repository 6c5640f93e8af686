using System.Security.Cryptography;

namespace Tidings.Security.Sealing;

/// <summary>AES-256-GCM with a 96-bit nonce and a 128-bit tag (NIST SP 800-38D), as everything here uses it.</summary>
/// <remarks>An object a call: keeping one for each customer makes a call 0.9 µs cheaper, and costs 1.3 KB of memory a customer.</remarks>
internal static class Gcm
{
    /// <param name="plain">May be the same memory as <paramref name="cipher"/>.</param>
    public static void Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, Span<byte> cipher, Span<byte> tag, ReadOnlySpan<byte> associated)
    {
        using var gcm = new AesGcm(key, SealedFormat.TagBytes);
        gcm.Encrypt(nonce, plain, cipher, tag, associated);
    }

    /// <summary>False, and <paramref name="plain"/> is zero: the tag is not of this key, nonce, text and data.</summary>
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
