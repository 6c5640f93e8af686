using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Sealing;

namespace Tidings.Security.Tests.Sealing;

public sealed class When_a_message_is_authenticated
{
    /// <summary>From the test vectors of BLAKE2's authors (blake2b, keyed with 00 01 … 3f): in, out.</summary>
    [Theory]
    [InlineData("", "10ebb67700b1868efb4417987acf4690ae9d972fb7a590c2f02871799aaa4786b5e996e8f0f4eb981fc214b005f42d2ff4233499391653df7aefcbc13fc51568")]
    [InlineData("00", "961f6dd1e4dd30f63901690c512e78e4b45e4742ed197c3c5e45c549fd25f2e4187b0bc9fe30492b16b0d0bc4ef9b0f34c7003fac09a5ef1532e69430234cebd")]
    [InlineData("0001", "da2cfbe2d8409a0f38026113884f84b50156371ae304c4430173d08a99d9fb1b983164a3770706d537f49e0c916d9f32b95cc37a95b99d857436f0232c88a965")]
    public void It_is_as_the_authors_of_blake2_say(string message, string expected)
    {
        var mac = new byte[64];
        SodiumBlake2b.Mac([.. Enumerable.Range(0, 64).Select(static i => (byte)i)], Convert.FromHexString(message), mac);
        Assert.Equal(expected, Convert.ToHexStringLower(mac));
    }

    [Theory]
    [InlineData(15, 16), InlineData(65, 16), InlineData(32, 15), InlineData(32, 65)]
    public void Lengths_that_native_code_would_not_look_at_are_refused(int key, int mac) =>
        Assert.Throws<ArgumentException>(() => SodiumBlake2b.Mac(new byte[key], default, new byte[mac]));

    /// <summary>From the paper of SipHash's authors (appendix A) and their reference vectors: key 00 01 … 0f, texts 00 01 … of so many bytes.</summary>
    [Theory]
    [InlineData(0, "310e0edd47db6f72"), InlineData(1, "fd67dc93c539f874"), InlineData(8, "6224939a79f5f593"), InlineData(15, "e545be4961ca29a1")]
    public void It_is_as_the_authors_of_siphash_say(int length, string expected)
    {
        byte[] counted = [.. Enumerable.Range(0, 16).Select(static i => (byte)i)];
        Assert.Equal(expected, Convert.ToHexStringLower(BitConverter.GetBytes(SodiumHash.Sip(counted, counted.AsSpan(0, length)))));
        Assert.Throws<ArgumentException>(() => SodiumHash.Sip(new byte[15], counted));
    }

    [Fact]
    public void A_short_text_is_hashed_as_the_platform_hashes_it()
    {
        var random = new Random(7);
        for (var length = 0; length < 300; length++)
        {
            var text = new byte[length];
            random.NextBytes(text);
            var hash = new byte[32];
            SodiumHash.Sha256(text, hash);
            Assert.Equal(System.Security.Cryptography.SHA256.HashData(text), hash);
        }
        Assert.Throws<ArgumentException>(() => SodiumHash.Sha256(new byte[3], new byte[31]));
    }

    /// <summary>Made by the version before, whose marks were of BLAKE2b: the key is zeros.</summary>
    [Fact]
    public void A_mark_of_the_version_before_still_holds()
    {
        using var marks = new SubmissionMarks(new byte[32], default);
        var row = new SubmissionRow(new MessageId(1), 0, 1, DateTimeOffset.UnixEpoch, "ab", SubmissionResult.Accepted, "c", 0, false);
        var before = row with { Tag = BeforeMark };
        Assert.True(marks.Holds(before));
        Assert.NotEqual(before.Tag, marks.Of(row));
        Assert.True(marks.Holds(row with { Tag = marks.Of(row) }));
        Assert.False(marks.Holds(before with { Reference = "d" }));
        Assert.False(marks.Holds(row with { Tag = 5 }));
    }

    const long BeforeMark = 914928993110441167;

    [Fact]
    public void Parts_of_a_submission_do_not_run_into_each_other()
    {
        using var marks = new SubmissionMarks(new byte[32], default);
        var row = new SubmissionRow(new MessageId(1), 0, 1, DateTimeOffset.UnixEpoch, "ab", SubmissionResult.Accepted, "c", 0, false);
        Assert.NotEqual(marks.Of(row), marks.Of(row with { Bind = "a", Reference = "bc" }));
        Assert.NotEqual(marks.Of(row with { Reference = null }), marks.Of(row with { Reference = "" }));
        // As fine as it is stored.
        Assert.Equal(marks.Of(row), marks.Of(row with { At = row.At.AddTicks(9) }));
        Assert.NotEqual(marks.Of(row), marks.Of(row with { At = row.At.AddTicks(10) }));
    }
}
