using System.Security.Cryptography;
using NSec.Cryptography;

namespace Tidings.Security.Keys.Providers.Keyring;

/// <summary>How a passphrase becomes a key, kept in the clear in the keyring's first line (RFC 9106 §3.1).</summary>
/// <param name="MemoryKiB">Memory, in KiB.</param>
/// <param name="Passes">Passes over it.</param>
/// <param name="Salt">16 bytes.</param>
internal sealed record Argon2idSettings(int MemoryKiB, int Passes, byte[] Salt)
{
    const int SaltSize = 16;

    /// <summary>The second recommended option of RFC 9106 §4 with one lane, since the library has no more: 64 MiB and three passes.</summary>
    public static Argon2idSettings New() => new(64 * 1024, 3, RandomNumberGenerator.GetBytes(SaltSize));

    /// <summary>Nobody may make the file cheaper to guess than OWASP's least (19 MiB, two passes), nor a start that eats the machine.</summary>
    public bool IsSound => MemoryKiB is >= 19 * 1024 and <= 1024 * 1024 && Passes is >= 2 and <= 16 && Salt.Length == SaltSize;

    public byte[] Derive(ReadOnlySpan<byte> passphrase) =>
        new Argon2id(new Argon2Parameters { DegreeOfParallelism = 1, MemorySize = MemoryKiB, NumberOfPasses = Passes })
            .DeriveBytes(passphrase, Salt, Refusals.KeySize);
}

/// <summary>The passphrase and, once it was derived, the key made of it; a second of work is not repeated for each call.</summary>
internal sealed class KeyringPassphrase(SecretOptions source) : IDisposable
{
    readonly Lock _lock = new();
    byte[] _salt = [];
    byte[] _key = [];

    public bool IsSet => source.IsSet;

    public AesGcm Cipher(Argon2idSettings settings)
    {
        lock (_lock)
        {
            if (!_salt.AsSpan().SequenceEqual(settings.Salt))
            {
                var passphrase = source.Read("keyring's passphrase");
                Forget_NeedsLock();
                _key = settings.Derive(passphrase);
                _salt = settings.Salt;
                CryptographicOperations.ZeroMemory(passphrase);
            }
            return new AesGcm(_key, AesGcm.TagByteSizes.MaxSize);
        }
    }

    /// <summary>A passphrase that did not fit is read again at the next call: it may have been corrected.</summary>
    public void Forget()
    {
        lock (_lock)
            Forget_NeedsLock();
    }

    void Forget_NeedsLock()
    {
        CryptographicOperations.ZeroMemory(_key);
        _salt = [];
    }

    public void Dispose() => Forget();
}
