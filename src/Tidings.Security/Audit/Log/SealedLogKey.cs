using System.Security.Cryptography;
using System.Text;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Keys;

namespace Tidings.Security.Audit.Log;

/// <summary>
/// The log's signing key among the installation's keys, wrapped by whoever keeps the root key. Beside the log lies only its public key. A key that an
/// older version left there in clear is taken under the seal, and its file is overwritten before it goes.
/// </summary>
public static class SealedLogKey
{
    /// <summary>The file of the public key (vkey), in the log's folder.</summary>
    public const string PublicFile = "vkey";

    /// <summary>The key that is kept, the one that lies there in clear, or a new one.</summary>
    /// <param name="origin">The name of a new log; null: one made of the key.</param>
    /// <param name="ring">Opened.</param>
    /// <exception cref="LogException">The key does not open, is not the one that signed what is there, or the log has another name; or it was signed and its checkpoint is gone.</exception>
    /// <exception cref="KeyProviderUnavailableException">The provider does not answer.</exception>
    public static async Task<NoteSigner> Open(LogFolder folder, string? origin, KeyRing ring, CancellationToken cancel)
    {
        var (named, signed) = (Named(folder), folder.Read(LogWriter.CheckpointFile) is not null);
        if (!signed && await ring.IsLogSigned(cancel).ConfigureAwait(false))
            throw new LogException(
                $"The audit log was signed, and the file {LogWriter.CheckpointFile} in {folder.Location} is gone: without it a second history would be signed. Stop the node and put it back, or the newest one "
                + "that somebody kept (a backup, an export, a witness); the tiles are made again from the store.");
        using var clear = folder.Read(LogKeyFile.FileName) is null ? null : LogKeyFile.Open(folder, origin, SignatureKind.Ed25519);
        var seed = await Kept(ring, cancel).ConfigureAwait(false);
        try
        {
            if (seed is null)
            {
                seed = GC.AllocateUninitializedArray<byte>(NoteSigner.SeedBytes, pinned: true);
                if (clear is not null)
                    clear.Seed!.Value.Span.CopyTo(seed);
                else if (!signed)
                    RandomNumberGenerator.Fill(seed);
                else
                    throw new LogException("The audit log is signed, and its signing key is not among the installation's keys: this keys.db is another one, or older than the log.");
                await ring.KeepLogKey(seed, cancel).ConfigureAwait(false);
            }
            else if (clear?.Seed is { } lying && !CryptographicOperations.FixedTimeEquals(lying.Span, seed))
                throw new LogException($"The file {LogKeyFile.FileName} in {folder.Location} is another key than the one that is kept under the seal. Take it away.");
            // Also where a crash, or the provider, came between the first checkpoint and this.
            if (signed)
                await ring.KeepLogSigned(cancel).ConfigureAwait(false);
            return Opened(folder, clear?.Verifier.Name ?? named?.Name, origin, seed, named);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(seed);
        }
    }

    static async Task<byte[]?> Kept(KeyRing ring, CancellationToken cancel)
    {
        try
        {
            return await ring.ReadLogKey(cancel).ConfigureAwait(false);
        }
        catch (KeyRefusedException refused)
        {
            throw new LogException($"The audit log's signing key does not open with the root key that the provider '{ring.Provider}' has: {refused.Message}");
        }
    }

    static NoteSigner Opened(LogFolder folder, string? name, string? origin, byte[] seed, NoteKey? named)
    {
        // Without the file of the public key, what was signed says the name.
        name ??= folder.Read(LogWriter.CheckpointFile) is { } bytes && SignedNote.Parse(bytes) is { } note ? Checkpoint.Parse(note.Text)?.Origin : null;
        if (name is not null && origin is not null && name != origin)
            throw new LogException($"The log is named {name} and cannot be renamed to {origin}: its proofs say the name.");
        var signer = NoteSigner.OfSeed(name ?? origin, SignatureKind.Ed25519, seed) ?? throw new LogException("The audit log's name has spaces or a plus.");
        if (named is not null && named.ToString() != signer.Verifier.ToString())
        {
            signer.Dispose();
            throw new LogException($"The file {PublicFile} in {folder.Location} is not the public key of the one that is kept under the seal: one of them was replaced.");
        }
        if (named is null)
            folder.Write(PublicFile, Encoding.UTF8.GetBytes(signer.Verifier + "\n"), durable: true);
        // Only now: whatever ended before, the key is still somewhere.
        ClearKey.Destroy(folder);
        return signer;
    }

    static NoteKey? Named(LogFolder folder) => folder.Read(PublicFile) is not { } bytes ? null
        : NoteKey.Parse(Encoding.UTF8.GetString(bytes)) ?? throw new LogException($"The file {PublicFile} in {folder.Location} is no public key: it was changed.");
}
