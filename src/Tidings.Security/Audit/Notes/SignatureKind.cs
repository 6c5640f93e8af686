namespace Tidings.Security.Audit.Notes;

/// <summary>
/// The kinds of signature that a note may carry, by the byte that C2SP signed-note and tlog-cosignature assign. Closed: what is not here is of no kind that
/// this code knows, and its lines are ignored as the standard asks.
/// </summary>
public sealed class SignatureKind
{
    SignatureKind(byte id, int publicKeyBytes, int signatureBytes, bool isOffered) =>
        (Id, PublicKeyBytes, SignatureBytes, IsOffered) = (id, publicKeyBytes, signatureBytes, isOffered);

    /// <summary>A log's own signature over the note's text.</summary>
    public static SignatureKind Ed25519 { get; } = new(0x01, 32, 64, true);

    /// <summary>A witness's: a time, and a signature over that time and the text.</summary>
    public static SignatureKind Ed25519Cosignature { get; } = new(0x04, 32, 72, true);

    /// <summary>Named so that keys of it can be told apart; this platform's cryptography cannot make or check it yet.</summary>
    public static SignatureKind MlDsa44Cosignature { get; } = new(0x06, 1312, 2428, false);

    /// <summary>The byte in keys and key ids.</summary>
    public byte Id { get; }
    /// <summary>Bytes of a public key.</summary>
    public int PublicKeyBytes { get; }
    /// <summary>Bytes of a signature without its key id.</summary>
    public int SignatureBytes { get; }
    /// <summary>Whether signatures of this kind can be made and checked here.</summary>
    public bool IsOffered { get; }

    /// <summary>The kind with this byte, or null.</summary>
    public static SignatureKind? Of(byte id) => id switch
    {
        0x01 => Ed25519,
        0x04 => Ed25519Cosignature,
        0x06 => MlDsa44Cosignature,
        _ => null,
    };
}
