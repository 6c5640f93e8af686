using System.Security.Cryptography;
using CsCheck;
using Tidings.Security.Sealing;

namespace Tidings.Security.Tests.Sealing;

public sealed class When_a_value_is_sealed
{
    static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);
    readonly SealingKey key = SealingKey.Derive(Key, 3);

    static SealContext Here => new("bank"u8, "journal"u8, "payload"u8, "row 1"u8);

    byte[] Seal(byte[] plain)
    {
        var value = new byte[Sealer.SealedLength(plain.Length)];
        Assert.True(Sealer.Seal(key, Here, plain, value));
        return value;
    }

    static (Opening Outcome, byte[] Plain) Open(SealingKey? key, SealContext place, byte[] value)
    {
        var plain = new byte[Sealer.PlainLength(value.Length)];
        return (Sealer.Open(key, place, value, plain), plain);
    }

    static void Refused(SealingKey? key, SealContext place, byte[] value)
    {
        var (outcome, plain) = Open(key, place, value);
        Assert.Equal(Opening.Refused, outcome);
        Assert.All(plain, static one => Assert.Equal(0, one));
    }

    [Theory, InlineData(0), InlineData(1), InlineData(15), InlineData(16), InlineData(400), InlineData(1 << 20)]
    public void It_opens_to_what_it_was(int length)
    {
        var plain = RandomNumberGenerator.GetBytes(length);
        var value = Seal(plain);
        Assert.Equal(length + 66, value.Length);
        Assert.Equal((1, 1, 3), (value[0], value[1], (int)Sealer.VersionOf(value)));
        var (outcome, opened) = Open(key, Here, value);
        Assert.Equal(Opening.Opened, outcome);
        Assert.Equal(plain, opened);
    }

    [Fact]
    public void No_bit_of_it_may_be_another() => Gen.Select(Gen.Byte.Array[0, 200], Gen.UInt).Sample((plain, random) =>
    {
        var value = Seal(plain);
        var bit = random % (value.Length * 8);
        value[bit / 8] ^= (byte)(1 << (int)(bit % 8));
        return Open(key, Here, value).Outcome == Opening.Refused;
    }, iter: 2_000);

    [Fact]
    public void Every_bit_of_a_short_one_counts()
    {
        var value = Seal([7]);
        for (var bit = 0; bit < value.Length * 8; bit++)
        {
            value[bit / 8] ^= (byte)(1 << (bit % 8));
            Refused(key, Here, value);
            value[bit / 8] ^= (byte)(1 << (bit % 8));
        }
        Assert.Equal(Opening.Opened, Open(key, Here, value).Outcome);
    }

    [Fact]
    public void It_may_not_be_cut_or_made_longer() => Gen.Select(Gen.Byte.Array[0, 100], Gen.UInt, Gen.Byte.Array[1, 20]).Sample((plain, random, more) =>
    {
        var value = Seal(plain);
        return Open(key, Here, value[..(int)(random % value.Length)]).Outcome == Opening.Refused
            && Open(key, Here, [.. value, .. more]).Outcome == Opening.Refused;
    }, iter: 1_000);

    [Fact]
    public void It_opens_at_its_place_only()
    {
        var part = Gen.Byte.Array[0, 12];
        Gen.Select(part, part, part, part).Select(Gen.Select(part, part, part, part)).Sample((at, other) =>
        {
            var value = new byte[Sealer.SealedLength(1)];
            Sealer.Seal(key, new(at.Item1, at.Item2, at.Item3, at.Item4), [1], value);
            var same = at.Item1.AsSpan().SequenceEqual(other.Item1) && at.Item2.AsSpan().SequenceEqual(other.Item2)
                && at.Item3.AsSpan().SequenceEqual(other.Item3) && at.Item4.AsSpan().SequenceEqual(other.Item4);
            return (Open(key, new(other.Item1, other.Item2, other.Item3, other.Item4), value).Outcome == Opening.Opened) == same;
        }, iter: 2_000);
    }

    [Fact]
    public void Parts_of_the_place_do_not_run_into_each_other()
    {
        var value = new byte[Sealer.SealedLength(1)];
        Sealer.Seal(key, new("ab"u8, "c"u8, "d"u8, "e"u8), [1], value);
        Refused(key, new("a"u8, "bc"u8, "d"u8, "e"u8), value);
        Refused(key, new("ab"u8, "cd"u8, ""u8, "e"u8), value);
        Refused(key, new("ab"u8, "c"u8, "de"u8, ""u8), value);
    }

    [Fact]
    public void Another_key_another_version_and_no_key_are_refused_alike()
    {
        var value = Seal([1, 2, 3]);
        using var other = SealingKey.Derive(RandomNumberGenerator.GetBytes(32), 3);
        using var later = SealingKey.Derive(Key, 4);
        Refused(other, Here, value);
        Refused(later, Here, value);
        Refused(null, Here, value);
    }

    [Fact]
    public void A_right_tag_under_a_foreign_commitment_is_refused()
    {
        // What a holder of the key could make: everything right but the commitment.
        var value = Seal([1, 2, 3]);
        RandomNumberGenerator.Fill(value.AsSpan(SealedFormat.HeaderBytes, SealedFormat.CommitmentBytes));
        Refused(key, Here, value);
    }

    [Fact]
    public void The_same_text_is_never_the_same_value()
    {
        var nonces = new HashSet<string>();
        for (var i = 0; i < 1_000; i++)
            Assert.True(nonces.Add(Convert.ToHexString(Seal([]).AsSpan(38, 12))));
    }

    [Fact]
    public void A_dropped_key_is_zero_and_seals_nothing()
    {
        var value = Seal([1]);
        key.Dispose();
        Assert.Equal(new byte[64], key.Material.ToArray());
        Assert.False(Sealer.Seal(key, Here, [1], value));
        Assert.Equal(Opening.KeyDropped, Open(key, Here, value).Outcome);
    }
}
