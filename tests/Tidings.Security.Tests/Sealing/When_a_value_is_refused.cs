using System.Security.Cryptography;
using Tidings.Security.Sealing;

namespace Tidings.Security.Tests.Sealing;

/// <summary>Why it is refused shows in nothing that is done: whatever is wrong, all of it is deciphered once, as for a value that opens. What is done is counted; how long it takes is not.</summary>
public sealed class When_a_value_is_refused : IDisposable
{
    static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    readonly SealingKey _key = SealingKey.Derive(Key, 3);

    static SealContext Here => new("bank"u8, "journal"u8, "payload"u8, "row 1"u8);

    /// <summary>The usual cipher, which writes down what it is asked.</summary>
    readonly struct Counted : IDecipher
    {
        [ThreadStatic]
        static List<(int Cipher, int Associated)>? t_asked;

        public static List<(int Cipher, int Associated)> Asked => t_asked ??= [];

        public static bool TryDecrypt(ReadOnlySpan<byte> key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cipher, ReadOnlySpan<byte> tag, Span<byte> plain, ReadOnlySpan<byte> associated)
        {
            Asked.Add((cipher.Length, associated.Length));
            return UsualGcm.TryDecrypt(key, nonce, cipher, tag, plain, associated);
        }
    }

    byte[] Seal(params byte[] plain)
    {
        var value = new byte[Sealer.SealedLength(plain.Length)];
        Assert.True(Sealer.Seal(_key, Here, plain, value));
        return value;
    }

    static (Opening Outcome, (int Cipher, int Associated)[] Asked) Open(SealingKey? key, SealContext place, byte[] value)
    {
        Counted.Asked.Clear();
        return (Sealer.Open<Counted>(key, place, value, new byte[Sealer.PlainLength(value.Length)]), [.. Counted.Asked]);
    }

    static void Refused((int Cipher, int Associated) asked, SealingKey? key, SealContext place, byte[] value)
    {
        var (outcome, what) = Open(key, place, value);
        Assert.Equal(Opening.Refused, outcome);
        Assert.Equal(asked, Assert.Single(what));
    }

    [Fact]
    public void The_same_is_done_whatever_is_wrong_with_it()
    {
        var value = Seal(1, 2, 3);
        var (opened, asked) = Open(_key, Here, value);
        Assert.Equal((Opening.Opened, 1, 3), (opened, asked.Length, asked[0].Cipher));

        using var other = SealingKey.Derive(RandomNumberGenerator.GetBytes(32), 3);
        using var later = SealingKey.Derive(Key, 4);
        foreach (var key in (SealingKey?[])[other, later, null])
            Refused(asked[0], key, Here, value);
        Refused(asked[0], _key, new("bank"u8, "journal"u8, "payload"u8, "row 2"u8), value);
        // Format, algorithm, version, commitment, nonce, text and tag: each octet of it.
        for (var at = 0; at < value.Length; at++)
        {
            value[at] ^= 0x40;
            Refused(asked[0], _key, Here, value);
            value[at] ^= 0x40;
        }
    }

    [Fact]
    public void What_is_too_short_to_be_one_is_deciphered_as_an_empty_one_is()
    {
        var empty = Assert.Single(Open(_key, Here, Seal()).Asked);
        foreach (var length in (int[])[0, 1, 5, 6, 38, SealedFormat.Overhead - 1])
            Refused(empty, _key, Here, new byte[length]);
    }

    public void Dispose() => _key.Dispose();
}
