using System.Globalization;
using System.Text;
using CsCheck;
using Tidings.Smpp.Text.Times;

namespace Tidings.Smpp.Tests.Text;

public class WhenTimesAreWritten
{
    private static readonly DateTimeOffset s_now = new(2026, 11, 23, 10, 15, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("261123101530012+", "2026-11-23T07:15:30Z")]
    [InlineData("261123101530708-", "2026-11-23T12:15:30.7Z")]
    [InlineData("000001000000000R", "2026-11-24T10:15:00Z")]
    [InlineData("000100000000000R", "2026-12-23T10:15:00Z")]
    [InlineData("010000000005000R", "2027-11-23T10:15:05Z")]
    public void They_mean_a_moment(string value, string utc)
    {
        Assert.True(SmppTime.TryParse(Encoding.ASCII.GetBytes(value + "\0"), out var time));
        Assert.Equal(DateTimeOffset.Parse(utc, CultureInfo.InvariantCulture), time.Resolve(s_now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\0")]
    public void Nothing_is_none(string value)
    {
        Assert.True(SmppTime.TryParse(Encoding.ASCII.GetBytes(value), out var time));
        Assert.Equal((SmppTimeKind.None, null), (time.Kind, time.Resolve(s_now)));
    }

    [Theory]
    [InlineData("261323101530000+")] // month
    [InlineData("260229101530000+")] // not a leap year
    [InlineData("261123241530000+")] // hour
    [InlineData("261123101530049+")] // over twelve hours
    [InlineData("261123101530000X")]
    [InlineData("26112310153000+")]
    [InlineData("2611231015300000+")]
    [InlineData("26112a101530000+")]
    public void What_the_standard_forbids_is_refused(string value) =>
        Assert.False(SmppTime.TryParse(Encoding.ASCII.GetBytes(value), out _));

    [Fact]
    public void A_validity_is_rounded_down_and_the_past_is_nothing()
    {
        var octets = new byte[16];
        Assert.Equal(16, SmppTimeFormat.Validity(s_now.AddSeconds(90.9), s_now, absolute: false, octets));
        Assert.Equal("000000000130000R", Encoding.ASCII.GetString(octets));
        Assert.Equal(16, SmppTimeFormat.Validity(s_now.AddMilliseconds(400), s_now, absolute: false, octets));
        Assert.Equal("000000000001000R", Encoding.ASCII.GetString(octets));
        Assert.Equal(16, SmppTimeFormat.Validity(s_now.AddMinutes(5), s_now, absolute: true, octets));
        Assert.Equal("261123102000000+", Encoding.ASCII.GetString(octets));
        Assert.Equal(0, SmppTimeFormat.Validity(s_now, s_now, absolute: false, octets));
        Assert.Equal(16, SmppTimeFormat.Validity(s_now.AddDays(400), s_now, absolute: false, octets));
        Assert.Equal("000031235959000R", Encoding.ASCII.GetString(octets));
    }

    [Fact]
    public void An_odd_offset_is_written_as_utc()
    {
        var octets = new byte[16];
        SmppTimeFormat.Absolute(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.FromMinutes(-50)), octets);
        Assert.Equal("260101005000000+", Encoding.ASCII.GetString(octets));
    }

    [Fact]
    public void Any_moment_reads_back() =>
        Gen.Select(Gen.Long[0, 3_000_000_000L], Gen.Int[-48, 48]).Sample((tenths, quarters) =>
        {
            var moment = new DateTimeOffset(2000, 1, 2, 0, 0, 0, TimeSpan.Zero).AddMilliseconds(tenths * 100).ToOffset(TimeSpan.FromMinutes(quarters * 15));
            var octets = new byte[16];
            SmppTimeFormat.Absolute(moment, octets);
            Assert.True(SmppTime.TryParse(octets, out var time));
            Assert.Equal(moment, time.Resolve(s_now));
        });

    [Fact]
    public void Any_span_reads_back_and_is_never_longer() =>
        Gen.Int[1, 4_000_000].Sample(seconds =>
        {
            var octets = new byte[16];
            SmppTimeFormat.Relative(TimeSpan.FromSeconds(seconds), octets);
            Assert.True(SmppTime.TryParse(octets, out var time));
            Assert.Equal(Math.Min(seconds, (int)SmppTimeFormat.LongestSpan.TotalSeconds), (time.Resolve(s_now)!.Value - s_now).TotalSeconds);
        });

    [Fact]
    public void Any_octets_are_survived() =>
        Gen.OneOf(Gen.Byte.Array[0, 20], Gen.Char['0', '9'].Array[15].Select(d => Encoding.ASCII.GetBytes(new string(d) + "R")))
            .Sample(octets =>
            {
                SmppTime.TryParse(octets, out var time);
                time.Resolve(s_now);
            });

    [Fact]
    public void The_gathered_cases_parse()
    {
        foreach (var vector in TextVectors.Of("smpp_time"))
        {
            Assert.True(SmppTime.TryParse(Encoding.ASCII.GetBytes(vector.Input().Text("value")!), out var time), vector.Id());
            var now = vector.Input().Text("now") is { } given ? DateTimeOffset.Parse(given, CultureInfo.InvariantCulture) : s_now;
            Assert.Equal(DateTimeOffset.Parse(vector.Expect().Text("utc")!, CultureInfo.InvariantCulture), time.Resolve(now));
        }
    }
}
