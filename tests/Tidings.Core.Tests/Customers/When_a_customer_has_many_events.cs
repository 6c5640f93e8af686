using Tidings.Core.Customers;

namespace Tidings.Core.Tests.Customers;

public sealed class When_a_customer_has_many_events
{
    static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    static RecentEvents With(int count, TimeSpan apart)
    {
        var recent = new RecentEvents();
        for (var i = 0; i < count; i++)
            recent.Add((ulong)i, Start + (apart * i));
        return recent;
    }

    [Fact]
    public void Each_is_known_for_eight_days_and_gone_when_room_is_made_later()
    {
        var recent = With(4, TimeSpan.Zero);
        recent.Add(4, Start + RecentEvents.Kept);
        Assert.True(recent.Contains(0));
        recent.Add(5, Start + RecentEvents.Kept + TimeSpan.FromMinutes(1));
        recent.Add(6, Start + RecentEvents.Kept + TimeSpan.FromMinutes(1));
        Assert.False(recent.Contains(0));
        Assert.True(recent.Contains(4));
    }

    [Fact]
    public void As_many_as_the_bound_are_all_known_and_then_it_is_full()
    {
        var recent = With(RecentEvents.Bound - 1, TimeSpan.Zero);
        Assert.False(recent.Full(Start));
        recent.Add(ulong.MaxValue, Start);
        Assert.True(recent.Full(Start));
        Assert.All(Enumerable.Range(0, RecentEvents.Bound - 1), i => Assert.True(recent.Contains((ulong)i)));
    }

    [Fact]
    public void A_key_gives_way_after_72_hours_and_not_before()
    {
        var recent = With(RecentEvents.Bound, TimeSpan.Zero);
        Assert.True(recent.Full(Start + RecentEvents.Promised));
        var later = Start + RecentEvents.Promised + TimeSpan.FromMinutes(1);
        Assert.False(recent.Full(later));
        recent.Add(ulong.MaxValue, later);
        Assert.True(recent.Contains(ulong.MaxValue));
        Assert.True(recent.Contains(RecentEvents.Bound - 1));
        Assert.InRange(recent.Count, (RecentEvents.Bound * 3 / 4) + 1, RecentEvents.Bound);
    }
}
