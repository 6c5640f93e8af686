using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Tidings.Security.Sealing;

/// <summary>libsodium's AES-256-GCM (crypto_aead_aes256gcm), which works on a key as it stands in memory. Constant in time; it needs the processor's AES and carry-less multiplication.</summary>
internal static class SodiumGcm
{
    const int KeyBytes = 32;

    public static bool IsSupported { get; } = Start();

    static bool Start()
    {
        try
        {
            return sodium_init() >= 0 && crypto_aead_aes256gcm_is_available() == 1;
        }
        catch (Exception absent) when (absent is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            return false;
        }
    }

    public static void Encrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, Span<byte> cipher, Span<byte> tag, ReadOnlySpan<byte> associated)
    {
        Check(key, nonce, plain, cipher, tag);
        if (crypto_aead_aes256gcm_encrypt_detached(
            ref Start(cipher), ref Start(tag), 0, in Start(plain), (ulong)plain.Length, in Start(associated), (ulong)associated.Length, 0, in Start(nonce), in Start(key)) != 0)
            throw new CryptographicException("The value is too long to be sealed.");
    }

    public static bool TryDecrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> tag, Span<byte> plain, ReadOnlySpan<byte> associated)
    {
        Check(key, nonce, plain, cipher, tag);
        if (crypto_aead_aes256gcm_decrypt_detached(
            ref Start(plain), 0, in Start(cipher), (ulong)cipher.Length, in Start(tag), in Start(associated), (ulong)associated.Length, in Start(nonce), in Start(key)) == 0)
            return true;
        CryptographicOperations.ZeroMemory(plain);
        return false;
    }

    /// <summary>Native code does not look at lengths.</summary>
    static void Check(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> tag)
    {
        if (key.Length != KeyBytes || nonce.Length != SealedFormat.NonceBytes || tag.Length != SealedFormat.TagBytes || plain.Length != cipher.Length)
            throw new ArgumentException("A key has 32 bytes, a nonce 12, a tag 16, and the ciphertext as many as the text.");
    }

    static ref byte Start(Span<byte> span) => ref MemoryMarshal.GetReference(span);
    static ref readonly byte Start(ReadOnlySpan<byte> span) => ref MemoryMarshal.GetReference(span);

    [DllImport("libsodium")]
    static extern int sodium_init();
    [DllImport("libsodium")]
    static extern int crypto_aead_aes256gcm_is_available();
    [DllImport("libsodium")]
    static extern int crypto_aead_aes256gcm_encrypt_detached(
        ref byte cipher, ref byte tag, nint tagLength, in byte plain, ulong length, in byte associated, ulong associatedLength, nint secretNonce, in byte nonce, in byte key);
    [DllImport("libsodium")]
    static extern int crypto_aead_aes256gcm_decrypt_detached(
        ref byte plain, nint secretNonce, in byte cipher, ulong length, in byte tag, in byte associated, ulong associatedLength, in byte nonce, in byte key);
}
