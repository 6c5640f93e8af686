using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Server.Tests.Partitions;

public sealed class When_a_partition_changes_hands
{
    [Fact]
    public async Task The_new_owner_knows_what_the_old_one_accepted()
    {
        await using var partition = await OwnedPartition.Open();
        var old = await partition.Take();
        await old.Accept([OwnedPartition.Registered("c1"), OwnedPartition.Event("c1", "e1")]);
        var fresh = await partition.Take();
        Assert.Equal([EventStatus.Duplicate, EventStatus.Accepted], (await fresh.Accept([OwnedPartition.Event("c1", "e1"), OwnedPartition.Event("c1", "e2")])).Select(static o => o.Status));
    }

    [Fact]
    public async Task It_knows_it_from_snapshots_and_from_the_rows_after_them()
    {
        await using var partition = await OwnedPartition.Open();
        var old = await partition.Take();
        await old.Accept([OwnedPartition.Registered("c1"), OwnedPartition.Registered("c2"), OwnedPartition.Event("c1", "in-snapshot")]);
        await partition.WriteSnapshots(old);
        await old.Accept([OwnedPartition.Event("c1", "after-snapshot")]);
        var fresh = await partition.Take();
        var outcomes = await fresh.Accept([
            OwnedPartition.Event("c1", "in-snapshot"), OwnedPartition.Event("c1", "after-snapshot"), OwnedPartition.Event("c2", "new"),
        ]);
        Assert.Equal([EventStatus.Duplicate, EventStatus.Duplicate, EventStatus.Accepted], outcomes.Select(static o => o.Status));
    }

    [Fact]
    public async Task A_row_whose_change_cannot_be_read_is_named()
    {
        await using var partition = await OwnedPartition.Open();
        var broken = MessageId.First(partition.Time.GetUtcNow(), 0);
        await partition.Store.Commit(new() { Journal = [new() { Id = broken, Partition = 0, Customer = "c1", EventKey = 1, Messages = 0, Class = 0, Payload = default, Delta = new byte[] { 200 } }] });
        var failure = await Assert.ThrowsAsync<InvalidDataException>(partition.Take);
        Assert.Contains(broken.ToString(), failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_of_many_pages_are_applied_in_their_order()
    {
        await using var partition = await OwnedPartition.Open();
        var old = await partition.Take();
        await old.Accept([OwnedPartition.Registered("c1"), OwnedPartition.Registered("c2")]);
        await partition.WriteSnapshots(old);
        var events = Enumerable.Range(0, 700).Select(static i => OwnedPartition.Event(i % 2 == 0 ? "c1" : "c2", $"e{i}")).ToArray();
        await old.Accept(events);
        var fresh = await partition.Take();
        Assert.All(await fresh.Accept(events), static outcome => Assert.Equal(EventStatus.Duplicate, outcome.Status));
        Assert.Equal(EventStatus.Accepted, (await fresh.Accept([OwnedPartition.Event("c1", "new")]))[0].Status);
    }

    [Fact]
    public async Task The_old_owner_can_promise_nothing_more()
    {
        await using var partition = await OwnedPartition.Open();
        var zombie = await partition.Take();
        await zombie.Accept([OwnedPartition.Registered("c1")]);
        var owner = await partition.Take();
        Assert.Equal(EventStatus.Busy, (await zombie.Accept([OwnedPartition.Event("c1", "e1")]))[0].Status);
        Assert.True(zombie.Broken);
        Assert.Empty(partition.Offered);
        Assert.Equal(EventStatus.Accepted, (await owner.Accept([OwnedPartition.Event("c1", "e1")]))[0].Status);
    }

    [Fact]
    public async Task Ids_go_on_rising_though_the_clock_went_back()
    {
        await using var partition = await OwnedPartition.Open();
        var old = await partition.Take();
        var before = await old.Accept([OwnedPartition.Registered("c1"), OwnedPartition.Event("c1", "e1")]);
        partition.Time.AdjustTime(partition.Time.GetUtcNow().AddHours(-1));
        var fresh = await partition.Take();
        Assert.True((await fresh.Accept([OwnedPartition.Event("c1", "e2")]))[0].First.Value > before[1].First.Value);
    }

    [Fact]
    public async Task Ids_rise_above_all_messages_of_the_last_row_in_the_snapshots()
    {
        await using var partition = await OwnedPartition.Open();
        partition.Pipeline = new ThreeTexts(partition.Pipeline);
        var old = await partition.Take();
        var before = await old.Accept([OwnedPartition.Registered("c1"), OwnedPartition.Event("c1", "e1")]);
        var at = partition.Time.GetUtcNow();
        await partition.WriteSnapshots(old);
        // Nothing but the row itself keeps the ids apart.
        partition.Time.AdjustTime(at);
        var fresh = await partition.Take();
        Assert.Equal(3, before[1].Messages);
        Assert.True((await fresh.Accept([OwnedPartition.Event("c1", "e2")]))[0].First.Value >= before[1].First.Value + 3);
    }

    [Fact]
    public async Task A_quiet_owner_gives_no_ids_below_the_time_that_it_has_seen()
    {
        await using var partition = await OwnedPartition.Open();
        var owner = await partition.Take();
        await owner.Accept([OwnedPartition.Registered("c1")]);
        partition.Time.Advance(TimeSpan.FromHours(1));
        await owner.PulseToTheEnd();
        var seen = partition.Time.GetUtcNow();
        partition.Time.AdjustTime(seen.AddMinutes(-30));
        Assert.True((await owner.Accept([OwnedPartition.Event("c1", "e1")]))[0].First.At >= seen);
    }

    [Fact]
    public async Task A_new_owner_gives_no_ids_below_what_dispatch_has_passed()
    {
        await using var partition = await OwnedPartition.Open();
        var passed = MessageId.First(partition.Time.GetUtcNow().AddHours(1), 7);
        await partition.Store.Commit(new() { DispatchLow = new("main", passed) });
        var owner = await partition.Take();
        Assert.True((await owner.Accept([OwnedPartition.Registered("c1")]))[0].First.Value > passed.Value);
    }

    sealed class ThreeTexts(IEventPipeline inner) : IEventPipeline
    {
        public Decided Decide(CustomerState state, Account? account, BankEvent happened, ulong key, DateTimeOffset now)
        {
            var decided = inner.Decide(state, account, happened, key, now);
            return decided.Messages is [var text] ? decided with { Messages = [text, text, text] } : decided;
        }
    }
}
