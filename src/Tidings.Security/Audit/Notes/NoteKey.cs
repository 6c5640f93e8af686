using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NSec.Cryptography;

namespace Tidings.Security.Audit.Notes;

/// <summary>A key that checks signatures of notes: name, kind, public key (C2SP signed-note, "vkey": <c>name+hash+base64</c>).</summary>
public sealed class NoteKey
{
    readonly PublicKey? _key;

    NoteKey(string name, SignatureKind kind, byte[] publicKey, PublicKey? key)
    {
        (Name, Kind, PublicKey, _key) = (name, kind, publicKey, key);
        Id = IdOf(name, kind, publicKey);
    }

    /// <summary>Who signs; a log's origin.</summary>
    public string Name { get; }
    /// <summary>How it signs.</summary>
    public SignatureKind Kind { get; }
    /// <summary>The public key as its standard encodes it; 32 bytes for Ed25519 (RFC 8032).</summary>
    public ReadOnlyMemory<byte> PublicKey { get; }
    /// <summary>The first four bytes of SHA-256(name, newline, kind, public key), big-endian.</summary>
    public uint Id { get; }

    /// <summary>A key of these parts; null where the name may not stand in a note or the key is none of its kind.</summary>
    public static NoteKey? Of(string name, SignatureKind kind, ReadOnlySpan<byte> publicKey)
    {
        if (!IsName(name) || publicKey.Length != kind.PublicKeyBytes)
            return null;
        if (!kind.IsOffered)
            return new(name, kind, publicKey.ToArray(), null);
        return NSec.Cryptography.PublicKey.TryImport(SignatureAlgorithm.Ed25519, publicKey, KeyBlobFormat.RawPublicKey, out var key)
            ? new(name, kind, publicKey.ToArray(), key) : null;
    }

    /// <summary>Reads a vkey; null where it is none, or its hash is not its key's.</summary>
    public static NoteKey? Parse(string text)
    {
        var parts = text.Trim().Split('+', 3);
        if (parts.Length != 3 || parts[1].Length != 8 || !uint.TryParse(parts[1], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id))
            return null;
        var bytes = new byte[parts[2].Length];
        if (!Convert.TryFromBase64String(parts[2], bytes, out var length) || length < 1 || SignatureKind.Of(bytes[0]) is not { } kind)
            return null;
        var key = Of(parts[0], kind, bytes.AsSpan(1, length - 1));
        return key?.Id == id ? key : null;
    }

    /// <summary>Whether the signature (without its key id) is this key's over the note's text. False for a kind that is not offered here.</summary>
    public bool Verify(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature)
    {
        if (_key is null || signature.Length != Kind.SignatureBytes)
            return false;
        if (Kind == SignatureKind.Ed25519)
            return SignatureAlgorithm.Ed25519.Verify(_key, text, signature);
        var at = BinaryPrimitives.ReadUInt64BigEndian(signature);
        return at <= long.MaxValue && SignatureAlgorithm.Ed25519.Verify(_key, Cosigned((long)at, text), signature[8..]);
    }

    /// <summary>What an Ed25519 witness signs: two lines of its own before the text (C2SP tlog-cosignature).</summary>
    internal static byte[] Cosigned(long at, ReadOnlySpan<byte> text) =>
        [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"cosignature/v1\ntime {at}\n")), .. text];

    /// <summary>Names are not empty and have no spaces, control characters and no plus.</summary>
    internal static bool IsName(string name) => name.Length > 0 && !name.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '+');

    static uint IdOf(string name, SignatureKind kind, ReadOnlySpan<byte> publicKey)
    {
        byte[] input = [.. Encoding.UTF8.GetBytes(name), (byte)'\n', kind.Id, .. publicKey];
        return BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(input));
    }

    /// <summary>The vkey.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}+{Id:x8}+{Convert.ToBase64String([Kind.Id, .. PublicKey.Span])}");
}
