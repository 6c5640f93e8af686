using System.Security.Cryptography;
using Tidings.Security.Sealing;
using Tidings.Security.Tests.Vectors;

namespace Tidings.Security.Tests.Sealing;

public sealed class When_wycheproof_asks
{
    public static TheoryData<Vector> GcmCases => Vector.Of("aes-256-gcm.txt");
    public static TheoryData<Vector> HkdfCases => Vector.Of("hkdf-sha-256.txt");
    public static TheoryData<Vector> HmacCases => Vector.Of("hmac-sha-256.txt");

    [Theory, MemberData(nameof(GcmCases))]
    public void Gcm_opens_what_is_valid_and_nothing_else(Vector vector)
    {
        var (key, nonce, associated, text, cipher, tag) = (vector.Bytes(0), vector.Bytes(1), vector.Bytes(2), vector.Bytes(3), vector.Bytes(4), vector.Bytes(5));
        var plain = new byte[cipher.Length];
        Assert.Equal(vector.Valid, Gcm.TryDecrypt(key, nonce, cipher, tag, plain, associated));
        Assert.Equal(vector.Valid ? text : new byte[text.Length], plain);
        var (sealedText, sealedTag) = ((byte[])[.. text], new byte[16]);
        Gcm.Encrypt(key, nonce, sealedText, sealedText, sealedTag, associated);
        Assert.Equal(cipher, sealedText);
        Assert.Equal(vector.Valid, tag.AsSpan().SequenceEqual(sealedTag));
    }

    [Theory, MemberData(nameof(GcmCases))]
    public void Both_makers_of_gcm_agree(Vector vector)
    {
        Assert.SkipUnless(SodiumGcm.IsSupported, "The processor has no AES of its own.");
        var (key, nonce, associated, text, cipher, tag) = (vector.Bytes(0), vector.Bytes(1), vector.Bytes(2), vector.Bytes(3), vector.Bytes(4), vector.Bytes(5));
        var (one, other) = (new byte[cipher.Length], new byte[cipher.Length]);
        Assert.Equal(vector.Valid, SodiumGcm.TryDecrypt(key, nonce, cipher, tag, one, associated));
        Assert.Equal(vector.Valid, PlatformGcm.TryDecrypt(key, nonce, cipher, tag, other, associated));
        Assert.Equal(one, other);
        var (oneTag, otherTag) = (new byte[16], new byte[16]);
        SodiumGcm.Encrypt(key, nonce, text, one, oneTag, associated);
        PlatformGcm.Encrypt(key, nonce, text, other, otherTag, associated);
        Assert.Equal(one, other);
        Assert.Equal(oneTag, otherTag);
    }

    [Fact]
    public void Wrong_lengths_do_not_reach_native_code()
    {
        var (key, nonce, tag) = (new byte[32], new byte[12], new byte[16]);
        Assert.Throws<ArgumentException>(() => SodiumGcm.Encrypt(key.AsSpan(1), nonce, new byte[4], new byte[4], tag, default));
        Assert.Throws<ArgumentException>(() => SodiumGcm.Encrypt(key, nonce.AsSpan(1), new byte[4], new byte[4], tag, default));
        Assert.Throws<ArgumentException>(() => SodiumGcm.Encrypt(key, nonce, new byte[5], new byte[4], tag, default));
        Assert.Throws<ArgumentException>(() => SodiumGcm.TryDecrypt(key, nonce, new byte[4], tag.AsSpan(1), new byte[4], default));
        Assert.Throws<ArgumentException>(() => SodiumGcm.TryDecrypt(key, nonce, new byte[5], tag, new byte[4], default));
    }

    [Theory, MemberData(nameof(HkdfCases))]
    public void Hkdf_derives_what_is_valid_and_refuses_too_much(Vector vector)
    {
        byte[] Derive() => HKDF.DeriveKey(HashAlgorithmName.SHA256, vector.Bytes(0), vector.Number(3), vector.Bytes(1), vector.Bytes(2));
        if (vector.Valid)
            Assert.Equal(vector.Bytes(4), Derive());
        else
            Assert.ThrowsAny<ArgumentException>(Derive);
    }

    [Theory, MemberData(nameof(HmacCases))]
    public void Hmac_agrees_with_what_is_valid_only(Vector vector)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, vector.Bytes(0));
        hash.AppendData(vector.Bytes(1));
        Assert.Equal(vector.Valid, hash.GetHashAndReset().AsSpan().SequenceEqual(vector.Bytes(2)));
    }
}
