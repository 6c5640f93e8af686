using Microsoft.Extensions.Time.Testing;
using Tidings.Server.Deliver.Routing;

namespace Tidings.Server.Tests.Deliver.Routing;

public class When_a_carrier_delivers_badly
{
    const byte Here = 1, There = 2;
    readonly FakeTimeProvider _time = new();
    readonly Health _health;

    public When_a_carrier_delivers_badly() => _health = new(new() { Receipts = 4, Delivered = 0.5 }, _time);

    [Fact]
    public void It_ails_in_that_country_alone_and_only_with_receipts_enough()
    {
        Report(delivered: 1, failed: 2);
        Assert.False(Ails(Here));
        Report(delivered: 0, failed: 1);
        Assert.True(Ails(Here));
        Assert.False(Ails(There));
        // Half is not too few.
        Report(delivered: 2, failed: 0);
        Assert.False(Ails(Here));
    }

    [Fact]
    public void When_the_window_has_passed_it_is_trusted_again()
    {
        Report(delivered: 0, failed: 4);
        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.True(Ails(Here));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(Ails(Here));
        Assert.Empty(_health.All());
    }

    [Fact]
    public void What_came_in_the_window_is_summed()
    {
        _health.Accepted(Here);
        _health.Accepted(Here);
        _time.Advance(TimeSpan.FromMinutes(3));
        _health.Delivered(Here, TimeSpan.FromSeconds(2));
        _health.Delivered(Here, TimeSpan.FromSeconds(4));
        _health.Failed(Here);
        var (country, sum) = Assert.Single(_health.All());
        Assert.Equal((Here, 2, 2, 1, 6.0), (country, sum.Accepted, sum.Delivered, sum.Failed, sum.Seconds));
    }

    [Fact]
    public void A_long_silence_does_not_leave_old_counts_behind()
    {
        Report(delivered: 0, failed: 4);
        _time.Advance(TimeSpan.FromHours(5));
        Report(delivered: 1, failed: 0);
        Assert.Equal((1, 0), (_health.All()[0].Sum.Delivered, _health.All()[0].Sum.Failed));
    }

    void Report(int delivered, int failed)
    {
        for (var i = 0; i < delivered; i++)
            _health.Delivered(Here, TimeSpan.FromSeconds(1));
        for (var i = 0; i < failed; i++)
            _health.Failed(Here);
    }

    bool Ails(byte country)
    {
        _health.Tick();
        return _health.IsAiling(country);
    }
}
