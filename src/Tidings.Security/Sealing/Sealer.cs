using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Tidings.Security.Sealing;

/// <summary>What came of an attempt to open a value.</summary>
internal enum Opening
{
    Opened = 1,
    /// <summary>Wrong key, version, place, or bytes that were changed, cut or added: which, is not told, and takes the same work.</summary>
    Refused,
    /// <summary>The key was dropped from memory meanwhile: load it again.</summary>
    KeyDropped,
}

/// <summary>Seals values and opens them: AES-256-GCM (NIST SP 800-38D) with a 96-bit random nonce, a 128-bit tag and a key commitment.</summary>
internal static class Sealer
{
    const int StackBytes = 512;

    public static int SealedLength(int plain) => plain + SealedFormat.Overhead;

    /// <summary>Bytes of the text in a sealed value of this length; 0 where it is too short to be one.</summary>
    public static int PlainLength(int value) => Math.Max(0, value - SealedFormat.Overhead);

    /// <summary>Seals <paramref name="plain"/>, which may stand at <see cref="SealedFormat.BodyAt"/> of <paramref name="value"/> already. False: the key was dropped.</summary>
    /// <param name="value">Exactly <see cref="SealedLength"/> bytes.</param>
    public static bool Seal(SealingKey key, in SealContext context, ReadOnlySpan<byte> plain, Span<byte> value)
    {
        var parts = new Parts(value);
        Span<byte> secret = stackalloc byte[SealingKey.KeyBytes];
        if (!key.TryCopy(secret, parts.Commitment))
            return false;
        value[0] = SealedFormat.Version;
        value[1] = SealedFormat.AesGcm256;
        BinaryPrimitives.WriteUInt32BigEndian(value[2..], key.Version);
        Nonces.Next(parts.Nonce);
        Span<byte> associated = context.Length <= StackBytes ? stackalloc byte[context.Length] : new byte[context.Length];
        context.Write(value[..SealedFormat.HeaderBytes], key.Version, associated);
        Gcm.Encrypt(secret, parts.Nonce, plain, parts.Body, parts.Tag, associated);
        CryptographicOperations.ZeroMemory(secret);
        return true;
    }

    /// <summary>The version of the key that a value names; 0 where it is too short or names none.</summary>
    public static uint VersionOf(ReadOnlySpan<byte> value) =>
        value.Length < SealedFormat.HeaderBytes ? 0 : BinaryPrimitives.ReadUInt32BigEndian(value[2..]);

    /// <summary>Opens <paramref name="value"/> into <paramref name="plain"/>, which stays zero where it is refused.</summary>
    /// <param name="key">Null where there is none of that version: the value is refused after the same work.</param>
    /// <param name="plain">Exactly <see cref="PlainLength"/> bytes.</param>
    public static Opening Open(SealingKey? key, in SealContext context, scoped ReadOnlySpan<byte> value, Span<byte> plain) => Open<UsualGcm>(key, context, value, plain);

    /// <inheritdoc cref="Open(SealingKey, in SealContext, ReadOnlySpan{byte}, Span{byte})"/>
    /// <typeparam name="TGcm">Deciphers; in a test one that counts what it is asked.</typeparam>
    internal static Opening Open<TGcm>(SealingKey? key, in SealContext context, scoped ReadOnlySpan<byte> value, Span<byte> plain)
        where TGcm : struct, IDecipher
    {
        Span<byte> secret = stackalloc byte[SealingKey.KeyBytes];
        Span<byte> commitment = stackalloc byte[SealedFormat.CommitmentBytes];
        Span<byte> nothing = stackalloc byte[SealedFormat.Overhead];
        nothing.Clear();
        var whole = value.Length >= SealedFormat.Overhead;
        if (!whole)
            value = nothing;
        var held = key ?? SealingKey.Nobody;
        if (!held.TryCopy(secret, commitment))
            return Opening.KeyDropped;
        var parts = new ReadParts(value);
        var good = whole & key is not null & value[0] == SealedFormat.Version & value[1] == SealedFormat.AesGcm256
            & BinaryPrimitives.ReadUInt32BigEndian(value[2..]) == held.Version;
        good &= CryptographicOperations.FixedTimeEquals(commitment, parts.Commitment);
        Span<byte> associated = context.Length <= StackBytes ? stackalloc byte[context.Length] : new byte[context.Length];
        context.Write(value[..SealedFormat.HeaderBytes], held.Version, associated);
        good &= TGcm.TryDecrypt(secret, parts.Nonce, parts.Body, parts.Tag, plain, associated);
        CryptographicOperations.ZeroMemory(secret);
        if (good)
            return Opening.Opened;
        CryptographicOperations.ZeroMemory(plain);
        return Opening.Refused;
    }

    readonly ref struct Parts(Span<byte> value)
    {
        public readonly Span<byte> Commitment = value.Slice(SealedFormat.HeaderBytes, SealedFormat.CommitmentBytes);
        public readonly Span<byte> Nonce = value.Slice(SealedFormat.BodyAt - SealedFormat.NonceBytes, SealedFormat.NonceBytes);
        public readonly Span<byte> Body = value[SealedFormat.BodyAt..^SealedFormat.TagBytes];
        public readonly Span<byte> Tag = value[^SealedFormat.TagBytes..];
    }

    readonly ref struct ReadParts(ReadOnlySpan<byte> value)
    {
        public readonly ReadOnlySpan<byte> Commitment = value.Slice(SealedFormat.HeaderBytes, SealedFormat.CommitmentBytes);
        public readonly ReadOnlySpan<byte> Nonce = value.Slice(SealedFormat.BodyAt - SealedFormat.NonceBytes, SealedFormat.NonceBytes);
        public readonly ReadOnlySpan<byte> Body = value[SealedFormat.BodyAt..^SealedFormat.TagBytes];
        public readonly ReadOnlySpan<byte> Tag = value[^SealedFormat.TagBytes..];
    }
}
