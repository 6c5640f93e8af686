using Microsoft.Extensions.Time.Testing;
using Tidings.Core.Deliver.Pacing;

namespace Tidings.Core.Tests.Deliver;

public class When_a_bind_is_paced
{
    readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(5_000)]
    public void Ten_seconds_let_through_the_rate_and_a_twentieth_of_a_second_more_at_most(double rate)
    {
        var pace = new Pace(_time, rate);
        var sent = 0;
        for (var ms = 0; ms < 10_000; ms++)
        {
            sent += TakeAll(pace);
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }
        Assert.InRange(sent, (int)(rate * 10) - 1, (int)(rate * 10 + Math.Max(1, rate * 0.05)) + 1);
    }

    [Fact]
    public void Nothing_is_saved_up_while_it_is_quiet()
    {
        var pace = new Pace(_time, 100);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(5, pace.Available());
    }

    [Fact]
    public void A_throttling_pauses_and_halves()
    {
        var pace = new Pace(_time, 100);
        pace.SlowDown(TimeSpan.FromSeconds(1));
        Assert.Equal(0, pace.Available());
        Assert.Equal(TimeSpan.FromSeconds(1), pace.UntilNext());
        Assert.Equal(50, pace.PerSecond);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(pace.Available() > 0);
    }

    [Theory]
    [InlineData(89, 100)]
    [InlineData(90, 90)]
    [InlineData(99, 90)]
    [InlineData(100, 75)]
    public void A_carrier_that_says_it_is_congested_is_eased_without_a_pause(int congestion, double rate)
    {
        var pace = new Pace(_time, 100);
        for (var answer = 0; answer < 50; answer++)
            pace.Ease(congestion);
        Assert.Equal(rate, pace.PerSecond);
        Assert.True(pace.Available() > 0);
    }

    [Theory]
    [InlineData(95, 45, 55)]
    [InlineData(100, 15, 30)]
    public void It_settles_while_the_carrier_keeps_saying_so_and_recovers_after(int congestion, double least, double most)
    {
        var pace = new Pace(_time, 100);
        Seconds(pace, 120, congestion);
        Assert.InRange(pace.PerSecond, least, most);
        Seconds(pace, 30, 0);
        Assert.Equal(100, pace.PerSecond);
    }

    void Seconds(Pace pace, int count, int congestion)
    {
        for (var second = 0; second < count; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            pace.Ease(congestion);
            _ = pace.Available();
        }
    }

    [Fact]
    public void The_refusals_of_one_window_count_once()
    {
        var pace = new Pace(_time, 100);
        for (var i = 0; i < 50; i++)
            pace.SlowDown(TimeSpan.FromSeconds(1));
        Assert.Equal(50, pace.PerSecond);
    }

    [Fact]
    public void It_recovers_to_the_full_rate_and_not_beyond()
    {
        var pace = new Pace(_time, 100);
        pace.SlowDown(TimeSpan.FromSeconds(1));
        for (var i = 0; i < 60; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            _ = pace.Available();
        }
        Assert.Equal(100, pace.PerSecond);
    }

    [Fact]
    public void It_never_stops_for_good()
    {
        var pace = new Pace(_time, 64);
        for (var i = 0; i < 1_000; i++)
        {
            pace.SlowDown(TimeSpan.FromMilliseconds(100));
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }
        Assert.True(pace.PerSecond >= 1);
    }

    [Fact]
    public void A_long_text_leaves_whole_and_is_waited_out_after()
    {
        var pace = new Pace(_time, 10);
        pace.Take(6);
        Assert.Equal(0, pace.Available());
        Assert.Equal(TimeSpan.FromSeconds(0.6), pace.UntilNext());
    }

    static int TakeAll(Pace pace)
    {
        var now = pace.Available();
        pace.Take(now);
        return now;
    }
}
