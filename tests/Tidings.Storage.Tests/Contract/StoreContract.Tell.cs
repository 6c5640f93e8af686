using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Tests.Contract;

/// <summary>The feed stands in the order of the commits; who was told what is written with it or not at all.</summary>
public abstract partial class StoreContract
{
    static readonly DateTimeOffset ToldAt = new DateTimeOffset(2026, 11, 25, 8, 0, 0, TimeSpan.Zero).AddMicroseconds(7);

    static FeedEntry Fact(long message, FeedKind kind = FeedKind.Receipt, int part = 0) => new(kind, new MessageId(message), part, ToldAt);

    static UntoldRow Waits(string subscription, long position, DateTimeOffset? next, string? error = null) =>
        new(subscription, position, Fact(position), ToldAt, 1, next, error);

    async Task<FeedRow[]> Feed(long from = 0, int limit = 100) => [.. await Store.ReadFeed(from, limit, Cancel)];

    [Fact]
    public async Task The_feed_stands_in_the_order_of_the_commits_and_goes_on_after_reopening()
    {
        await Committed(new() { Feed = [Fact(5, FeedKind.Submission, 3), Fact(4)] });
        await Committed(new() { Feed = [Fact(9, FeedKind.Suppression, 1)] });
        await Reopen();
        await Committed(new() { Feed = [Fact(1, FeedKind.Preferences)] });
        Assert.Equal(
            [new(0, Fact(5, FeedKind.Submission, 3)), new(1, Fact(4)), new(2, Fact(9, FeedKind.Suppression, 1)), new(3, Fact(1, FeedKind.Preferences))], await Feed());
        Assert.Equal(4, await Store.ReadFeedEnd(Cancel));
    }

    [Fact]
    public async Task The_feed_is_read_in_pages_from_any_position()
    {
        await Committed(new() { Feed = [Fact(1), Fact(2), Fact(3)] });
        await Committed(new() { Feed = [Fact(4)] });
        Assert.Equal([1L, 2], (await Feed(1, 2)).Select(static row => row.Position));
        Assert.Equal([3L], (await Feed(3)).Select(static row => row.Position));
        Assert.Empty(await Feed(4));
    }

    [Fact]
    public async Task A_feed_that_was_let_go_does_not_count_from_the_beginning_again()
    {
        await Committed(new() { Feed = [Fact(1), Fact(2)] });
        await Committed(new() { Feed = [Fact(3)] });
        await Committed(new() { Tell = new() { FeedLow = 3 } });
        Assert.Equal(3, await Store.ReadFeedEnd(Cancel));
        await Committed(new() { Feed = [Fact(4)] });
        Assert.Equal(3, (await Feed(2))[^1].Position);
        Assert.DoesNotContain(await Feed(), static row => row.Position < 2);
    }

    [Fact]
    public async Task What_somebody_has_not_read_yet_is_not_let_go()
    {
        await Committed(new() { Feed = [Fact(1), Fact(2)] });
        await Committed(new() { Feed = [Fact(3)] });
        await Committed(new() { Tell = new() { FeedLow = 1 } });
        Assert.Equal([0L, 1, 2], (await Feed()).Select(static row => row.Position));
    }

    [Fact]
    public async Task A_unit_that_is_fenced_leaves_nothing_in_the_feed()
    {
        var old = await Store.TakePartition(1, "a", Cancel);
        await Store.TakePartition(1, "b", Cancel);
        await Store.Commit(new() { Fences = [Fence.OfPartition(1, old.Epoch)], Feed = [Fact(1)] });
        Assert.Empty(await Feed());
    }

    [Fact]
    public async Task Cursors_and_what_was_not_told_are_read_back_as_they_were_written()
    {
        var waits = Waits("a", 7, ToldAt.AddMinutes(1), "status-500");
        await Committed(new() { Tell = new() { Cursors = [new("a", 8), new("b", 2)], Untold = [waits, Waits("a", 3, null, "timeout"), Waits("b", 1, ToldAt)] } });
        await Reopen();
        Assert.Equal([new("a", 8), new("b", 2)], await Store.ReadTellCursors(Cancel));
        Assert.Equal([waits], await Store.ReadUntold("a", dead: false, -1, 10, Cancel));
        Assert.Equal([3L], (await Store.ReadUntold("a", dead: true, -1, 10, Cancel)).Select(static row => row.Position));
        Assert.Empty(await Store.ReadUntold("a", dead: true, 3, 10, Cancel));
    }

    [Fact]
    public async Task What_is_told_at_last_is_gone_and_another_subscriptions_stays()
    {
        await Committed(new() { Tell = new() { Untold = [Waits("a", 1, ToldAt), Waits("b", 1, ToldAt)] } });
        await Committed(new() { Tell = new() { Told = [new("a", 1)] } });
        Assert.Empty(await Store.ReadUntold("a", dead: false, -1, 10, Cancel));
        Assert.Single(await Store.ReadUntold("b", dead: false, -1, 10, Cancel));
    }

    [Fact]
    public async Task Of_dead_letters_the_newest_stay()
    {
        await Committed(new() { Tell = new() { Untold = [Waits("a", 1, null), Waits("a", 2, ToldAt), Waits("a", 3, null), Waits("a", 4, null)], DeadKept = 2 } });
        Assert.Equal([3L, 4], (await Store.ReadUntold("a", dead: true, -1, 10, Cancel)).Select(static row => row.Position));
        Assert.Equal([2L], (await Store.ReadUntold("a", dead: false, -1, 10, Cancel)).Select(static row => row.Position));
    }

    [Fact]
    public async Task A_subscription_that_ended_leaves_nothing()
    {
        await Committed(new() { Tell = new() { Cursors = [new("a", 8), new("b", 8)], Untold = [Waits("a", 1, ToldAt), Waits("a", 2, null)] } });
        await Committed(new() { Tell = new() { Forget = "a" } });
        Assert.Equal([new("b", 8)], await Store.ReadTellCursors(Cancel));
        Assert.Empty(await Store.ReadUntold("a", dead: false, -1, 10, Cancel));
        Assert.Empty(await Store.ReadUntold("a", dead: true, -1, 10, Cancel));
    }
}
