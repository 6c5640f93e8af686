using Tidings.Core.Decide.Limits;
using Tidings.Core.Track;

namespace Tidings.Core.Tests.Decide.Limits;

public sealed class When_many_count_at_once
{
    static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public void No_more_than_the_limit_are_let_through()
    {
        var counts = new TextCounters();
        var let = new int[4];
        Parallel.For(0, 40_000, new() { MaxDegreeOfParallelism = 8 }, i =>
        {
            if (counts.TryTake((ulong)(i % 4) + 1, 1_000, Hour, Noon))
                Interlocked.Increment(ref let[i % 4]);
        });
        Assert.Equal([1_000, 1_000, 1_000, 1_000], let);
        Assert.Equal(36_000, counts.Refused);
    }

    [Fact]
    public void What_is_given_back_may_be_taken_again_and_no_more()
    {
        var counts = new TextCounters();
        Assert.True(counts.TryTake(7, 1, Hour, Noon));
        counts.GiveBack(7);
        counts.GiveBack(7);
        counts.GiveBack(8);
        Assert.True(counts.TryTake(7, 1, Hour, Noon));
        Assert.False(counts.TryTake(7, 1, Hour, Noon));
        Assert.Equal(1, counts.Count(7, Hour, Noon));
    }

    [Fact]
    public void Who_is_sent_much_is_remembered_though_millions_are_sent_little()
    {
        var counts = new TextCounters();
        const ulong flooded = 0x1234_5678_9abc_def0;
        for (var i = 0; i < 100; i++)
            Assert.True(counts.TryTake(flooded, 100, Hour, Noon));
        for (var i = 0; i < 2_000_000; i++)
            counts.TryTake(StableHash.Of('t', i.ToString(System.Globalization.CultureInfo.InvariantCulture)), 100, Hour, Noon);
        Assert.False(counts.TryTake(flooded, 100, Hour, Noon));
    }

    [Fact]
    public void What_was_saved_counts_on_and_what_is_over_by_then_does_not()
    {
        var counts = new TextCounters();
        for (ulong key = 1; key <= 1_000; key++)
            for (var i = 0UL; i <= key % 3; i++)
                Assert.True(counts.TryTake(key << 13 | key, 3, key % 2 == 0 ? Hour : 2 * Hour, Noon));
        var again = new TextCounters();
        again.Restore(counts.Save(Noon), Noon + Hour);
        for (ulong key = 1; key <= 1_000; key++)
            Assert.Equal(key % 2 == 0 ? 0 : (int)(key % 3) + 1, again.Count(key << 13 | key, 2 * Hour, Noon + Hour));
        Assert.Equal(500 * 16, again.Save(Noon + Hour).Length);
    }

    [Fact]
    public void A_clock_that_is_put_back_keeps_no_time_open()
    {
        var counts = new TextCounters();
        Assert.True(counts.TryTake(7, 1, Hour, Noon));
        Assert.True(counts.TryTake(7, 1, Hour, Noon - TimeSpan.FromDays(1)));
        Assert.False(counts.TryTake(7, 1, Hour, Noon - TimeSpan.FromDays(1)));
    }
}
