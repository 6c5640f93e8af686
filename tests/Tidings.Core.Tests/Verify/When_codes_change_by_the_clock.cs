using System.Text;
using Tidings.Core.Verify;

namespace Tidings.Core.Tests.Verify;

public class When_codes_change_by_the_clock
{
    static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    // RFC 6238 appendix B, the rows of SHA-1.
    [Theory]
    [InlineData(59, "94287082"), InlineData(1111111109, "07081804"), InlineData(1111111111, "14050471"), InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037"), InlineData(20000000000, "65353130")]
    public void They_are_those_of_RFC_6238(long at, string code)
    {
        var counter = Totp.CounterAt(DateTimeOffset.FromUnixTimeSeconds(at));
        Assert.Equal(code, Totp.Code(Secret, counter, 8));
        Assert.Equal(code[2..], Totp.Code(Secret, counter));
    }

    // RFC 6238 appendix B, the rows of SHA-256, whose secret has 32 bytes.
    [Theory]
    [InlineData(59, "46119246"), InlineData(1111111109, "68084774"), InlineData(1111111111, "67062674"), InlineData(1234567890, "91819424")]
    [InlineData(2000000000, "90698825"), InlineData(20000000000, "77737706")]
    public void They_are_those_of_RFC_6238_by_SHA_256_too(long at, string code)
    {
        var secret = Encoding.ASCII.GetBytes("12345678901234567890123456789012");
        var now = DateTimeOffset.FromUnixTimeSeconds(at);
        Assert.Equal(code, Totp.Code(secret, Totp.CounterAt(now), 8, TotpHash.Sha256));
        Assert.Equal(Totp.CounterAt(now), Totp.Match(secret, code, now, -1, 8, TotpHash.Sha256));
        Assert.Null(Totp.Match(secret, code, now, -1, 8));
        Assert.Equal(code[1..], Totp.Code(secret, Totp.CounterAt(now), 7, TotpHash.Sha256));
    }

    [Fact]
    public void An_app_is_told_all_that_is_agreed() => Assert.Equal(
        "otpauth://totp/Mill%20%26%20Co:Ada%27s%20phone?secret=GEZDGNBV&issuer=Mill%20%26%20Co&algorithm=SHA256&digits=8&period=30", Totp.Address("Mill & Co", "Ada's phone", "12345"u8, 8, TotpHash.Sha256));

    // RFC 4226 appendix D.
    [Theory]
    [InlineData(0, "755224"), InlineData(1, "287082"), InlineData(2, "359152"), InlineData(7, "162583"), InlineData(9, "520489")]
    public void They_are_those_of_RFC_4226(long counter, string code) => Assert.Equal(code, Totp.Code(Secret, counter));

    [Theory]
    [InlineData(-2, false), InlineData(-1, true), InlineData(0, true), InlineData(1, true), InlineData(2, false)]
    public void One_interval_before_and_after_are_taken_and_no_more(long away, bool taken)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        Assert.Equal(taken, Totp.Match(Secret, Totp.Code(Secret, Totp.CounterAt(now) + away), now, 0) is not null);
    }

    [Fact]
    public void A_code_opens_once_and_older_ones_do_not_after_it()
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        var counter = Totp.CounterAt(now);
        Assert.Equal(counter, Totp.Match(Secret, Totp.Code(Secret, counter), now, counter - 1));
        Assert.Null(Totp.Match(Secret, Totp.Code(Secret, counter), now, counter));
        Assert.Null(Totp.Match(Secret, Totp.Code(Secret, counter - 1), now, counter));
        Assert.Equal(counter + 1, Totp.Match(Secret, Totp.Code(Secret, counter + 1), now, counter));
    }

    // RFC 4648 §10.
    [Theory]
    [InlineData("", ""), InlineData("f", "MY"), InlineData("fo", "MZXQ"), InlineData("foo", "MZXW6"), InlineData("foob", "MZXW6YQ"), InlineData("fooba", "MZXW6YTB"), InlineData("foobar", "MZXW6YTBOI")]
    public void Secrets_are_written_in_base_32(string text, string written) => Assert.Equal(written, Totp.Base32(Encoding.ASCII.GetBytes(text)));

    [Theory]
    [InlineData(""), InlineData("75522"), InlineData("7552240"), InlineData("٧٥٥٢٢٤"), InlineData("755224 ")]
    public void What_is_no_code_is_none(string code) => Assert.Null(Totp.Match(Secret, code, DateTimeOffset.UnixEpoch.AddSeconds(1), -5));
}
