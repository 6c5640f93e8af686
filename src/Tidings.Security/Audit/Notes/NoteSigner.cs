using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using NSec.Cryptography;

namespace Tidings.Security.Audit.Notes;

/// <summary>A private key that signs notes, as a log or as a witness. Prints without its secret; disposing it wipes the key.</summary>
public sealed class NoteSigner : IDisposable
{
    /// <summary>Bytes of a seed, of which the private key is made.</summary>
    internal const int SeedBytes = 32;

    readonly Key _key;
    readonly byte[]? _seed;

    NoteSigner(Key key, byte[]? seed, NoteKey verifier) => (_key, _seed, Verifier) = (key, seed, verifier);

    /// <summary>What checks its signatures.</summary>
    public NoteKey Verifier { get; }

    /// <summary>A new key. The name is null where none was chosen: it is then made of the key.</summary>
    /// <exception cref="ArgumentException">The name may not stand in a note, or the kind is not offered here.</exception>
    public static NoteSigner Create(string? name, SignatureKind kind)
    {
        var seed = RandomNumberGenerator.GetBytes(SeedBytes);
        return Of(name, kind, seed, seed) ?? throw new ArgumentException("The name has spaces or a plus, or the kind of signature is not offered.", nameof(name));
    }

    /// <summary>A key whose seed somebody else keeps: no copy of it stays outside of the memory that the signing library guards, and <see cref="Secret"/> has nothing to tell.</summary>
    /// <param name="name">Null: made of the key.</param>
    /// <param name="seed">32 bytes. The caller zeroes them.</param>
    internal static NoteSigner? OfSeed(string? name, SignatureKind kind, ReadOnlySpan<byte> seed) => Of(name, kind, seed, null);

    /// <summary>For whoever is to keep it under a seal; null where somebody does.</summary>
    internal ReadOnlyMemory<byte>? Seed => _seed;

    /// <summary>Reads what <see cref="Secret"/> wrote; null where it is none.</summary>
    public static NoteSigner? Parse(string text)
    {
        if (text.Trim().Split('+', 5) is not ["PRIVATE", "KEY", var name, var id, var encoded])
            return null;
        var bytes = new byte[encoded.Length];
        if (!Convert.TryFromBase64String(encoded, bytes, out var length) || length != 33 || SignatureKind.Of(bytes[0]) is not { } kind)
            return null;
        var seed = bytes.AsSpan(1, SeedBytes).ToArray();
        var signer = Of(name, kind, seed, seed);
        CryptographicOperations.ZeroMemory(bytes);
        return signer?.Verifier.Id.ToString("x8", CultureInfo.InvariantCulture) == id ? signer : null;
    }

    static NoteSigner? Of(string? name, SignatureKind kind, ReadOnlySpan<byte> seed, byte[]? kept)
    {
        if (!kind.IsOffered)
            return null;
        var key = Key.Import(SignatureAlgorithm.Ed25519, seed, KeyBlobFormat.RawPrivateKey);
        var publicKey = key.PublicKey.Export(KeyBlobFormat.RawPublicKey);
        name ??= "tidings.local/" + Convert.ToHexStringLower(SHA256.HashData(publicKey).AsSpan(0, 4));
        if (NoteKey.Of(name, kind, publicKey) is { } verifier)
            return new(key, kept, verifier);
        key.Dispose();
        return null;
    }

    /// <summary>The private key in the one line that note tools keep it in. Only for the file or the seal that keeps it.</summary>
    /// <exception cref="InvalidOperationException">Somebody else keeps the seed.</exception>
    public string Secret() => string.Create(CultureInfo.InvariantCulture,
        $"PRIVATE+KEY+{Verifier.Name}+{Verifier.Id:x8}+{Convert.ToBase64String([Verifier.Kind.Id, .. _seed ?? throw new InvalidOperationException("The key is kept under a seal.")])}");

    /// <summary>The signature line over the note's text.</summary>
    /// <param name="text">With its last newline.</param>
    /// <param name="at">When; only a witness's signature says it, in whole seconds.</param>
    public NoteSignature Sign(ReadOnlySpan<byte> text, DateTimeOffset at)
    {
        if (Verifier.Kind == SignatureKind.Ed25519)
            return new(Verifier.Name, Verifier.Id, SignatureAlgorithm.Ed25519.Sign(_key, text));
        var signature = new byte[SignatureKind.Ed25519Cosignature.SignatureBytes];
        var seconds = at.ToUnixTimeSeconds();
        BinaryPrimitives.WriteInt64BigEndian(signature, seconds);
        SignatureAlgorithm.Ed25519.Sign(_key, NoteKey.Cosigned(seconds, text), signature.AsSpan(8));
        return new(Verifier.Name, Verifier.Id, signature);
    }

    static readonly System.Buffers.SearchValues<char> OfTokens = System.Buffers.SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.");

    /// <summary>The signature over what a JSON Web Signature signs (RFC 7515 §5.1). It can be no note's text: that has lines, and this nothing but two words of base64url with a dot between.</summary>
    /// <exception cref="ArgumentException">It has other characters.</exception>
    internal byte[] SignToken(string input) => Verifier.Kind == SignatureKind.Ed25519 && !input.AsSpan().ContainsAnyExcept(OfTokens)
        ? SignatureAlgorithm.Ed25519.Sign(_key, System.Text.Encoding.ASCII.GetBytes(input))
        : throw new ArgumentException("It is no token, or this key signs none.", nameof(input));

    /// <inheritdoc/>
    public override string ToString() => $"{Verifier.Name} (redacted)";

    /// <inheritdoc/>
    public void Dispose()
    {
        _key.Dispose();
        if (_seed is not null)
            CryptographicOperations.ZeroMemory(_seed);
    }
}
