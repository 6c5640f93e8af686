using System.Security.Cryptography;

namespace Tidings.Security.Keys.Providers.Keyring;

/// <summary>Puts an existing keyring file under another passphrase. The root keys in it stay, and so does everything that they wrap.</summary>
public static class KeyringPassphraseChange
{
    /// <summary>Replaces the file in one step: whoever reads it, or a crash, finds the old one or the new one.</summary>
    /// <param name="current">The file, and the passphrase that it is under now; none where it was made without one.</param>
    /// <param name="fresh">Where the passphrase is read from that it is to be under.</param>
    /// <exception cref="KeyProviderUnavailableException">The file or a passphrase cannot be read, or the file not be written: it is as it was.</exception>
    /// <exception cref="KeyRefusedException">The passphrase does not open it, or the file is not safe: it is as it was.</exception>
    public static async Task Run(FileKeyringOptions current, SecretOptions fresh, TimeProvider time, CancellationToken cancel)
    {
        if (!fresh.IsSet)
            throw new ArgumentException("No new passphrase is given.", nameof(fresh));
        var file = new KeyringFile(current.Path);
        // Nobody rotates between the reading and the writing.
        using var alone = await file.Lock(time, cancel).ConfigureAwait(false);
        using var before = new KeyringPassphrase(current.Passphrase);
        using var after = new KeyringPassphrase(fresh);
        var content = file.Read();
        using var old = KeyringFormat.Read(content, before);
        using var keys = new RootKeys(old.Header with { Argon2id = Argon2idSettings.New() }, old.All);
        CryptographicOperations.ZeroMemory(content);
        var written = KeyringFormat.Write(keys, after);
        file.Replace(written);
        CryptographicOperations.ZeroMemory(written);
    }
}
