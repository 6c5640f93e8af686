using System.Text;
using Tidings.Security.Audit.Notes;

namespace Tidings.Security.Audit.Log;

/// <summary>A signing key in a file that only its owner can read, made at the first start: a witness's; a log's where nothing is sealed. See <see cref="SealedLogKey"/>.</summary>
public static class LogKeyFile
{
    /// <summary>Its name, in the log's folder.</summary>
    public const string FileName = "key";

    /// <summary>The key that is there, or a new one.</summary>
    /// <param name="origin">The name of a new log; null: one made of the key. A log that has another name is a <see cref="LogException"/>.</param>
    /// <param name="kind">What the key is for: a log's own signatures, or a witness's.</param>
    public static NoteSigner Open(LogFolder folder, string? origin, SignatureKind kind)
    {
        if (folder.Read(FileName) is not { } bytes)
        {
            var made = NoteSigner.Create(origin, kind);
            folder.Write(FileName, Encoding.UTF8.GetBytes(made.Secret() + "\n"), durable: true, secret: true);
            return made;
        }
        var signer = NoteSigner.Parse(Encoding.UTF8.GetString(bytes));
        if (signer is null || signer.Verifier.Kind != kind)
            throw new LogException($"The file {FileName} in {folder.Location} is no signing key of this kind.");
        if (origin is not null && origin != signer.Verifier.Name)
            throw new LogException($"The log is named {signer.Verifier.Name} and cannot be renamed to {origin}: its proofs say the name.");
        return signer;
    }
}
