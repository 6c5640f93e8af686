using Tidings.Core.Customers;

namespace Tidings.Core.Tests.Customers;

public sealed class When_a_customer_has_many_events
{
    static readonly DateTimeOffset Start = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    const string OlderSnapshot =
        "090406000000E803000000000000D007000000000000B80B000000000000A00F0000000000008813000000000000000000000000000006000000713C" +
        "1700723C1700733C1700743C1700753C1700000000000500000005000000FDFFFFFF020000006331FF0000000000000000000000000000000000000000000000000000000000FF000000000000000000000000";

    static RecentEvents With(int count, TimeSpan apart)
    {
        var recent = new RecentEvents();
        for (var i = 0; i < count; i++)
            recent.Add((ulong)i, Start + (apart * i));
        return recent;
    }

    [Fact]
    public void Each_is_known_for_eight_days_and_a_block_of_them_is_gone_when_room_is_made_later()
    {
        var recent = With(RecentEvents.SmallBlock, TimeSpan.Zero);
        for (var i = 0; i < RecentEvents.SmallBlock; i++)
            recent.Add((ulong)(100 + i), Start + RecentEvents.Kept);
        Assert.All(Enumerable.Range(0, RecentEvents.SmallBlock), i => Assert.True(recent.Contains((ulong)i)));
        recent.Add(200, Start + RecentEvents.Kept + TimeSpan.FromMinutes(1));
        Assert.All(Enumerable.Range(0, RecentEvents.SmallBlock), i => Assert.False(recent.Contains((ulong)i)));
        Assert.All(Enumerable.Range(100, RecentEvents.SmallBlock), i => Assert.True(recent.Contains((ulong)i)));
        Assert.Equal(RecentEvents.SmallBlock + 1, recent.Count);
    }

    [Fact]
    public void Room_that_no_key_was_put_into_holds_none() => Assert.False(With(3, TimeSpan.Zero).Contains(3) || new RecentEvents().Contains(0));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(1_000)]
    [InlineData(RecentEvents.Bound)]
    public void All_come_back_from_a_snapshot_and_nothing_else(int count)
    {
        var recent = RecentEvents.Of(With(count, TimeSpan.FromSeconds(1)).Save());
        Assert.Equal(count, recent.Count);
        Assert.All(Enumerable.Range(0, count), i => Assert.True(recent.Contains((ulong)i)));
        Assert.False(recent.Contains((ulong)count));
        Assert.Equal(count == RecentEvents.Bound, recent.Full(Start));
    }

    [Fact]
    public void A_snapshot_of_an_older_version_with_room_behind_its_keys_is_read()
    {
        // Of a customer c1 with the keys 1000 to 5000, a minute apart, in arrays of six.
        var state = CustomerState.Restore(Convert.FromHexString(OlderSnapshot));
        Assert.All<ulong>([1000, 2000, 3000, 4000, 5000], key => Assert.True(state.HasAccepted(key)));
        Assert.False(state.HasAccepted(0));
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
