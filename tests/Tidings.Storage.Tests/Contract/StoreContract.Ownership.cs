using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    [Fact]
    public async Task Every_owner_of_a_partition_gets_a_higher_epoch_also_after_reopening()
    {
        var first = await Store.TakePartition(3, "a", Cancel);
        var second = await Store.TakePartition(3, "b", Cancel);
        await Reopen();
        var third = await Store.TakePartition(3, "c", Cancel);
        Assert.True(first.Epoch > 0 && second.Epoch > first.Epoch && third.Epoch > second.Epoch);
        Assert.Equal((3, default), (third.Partition, third.SnapshotsUpTo));
    }

    [Fact]
    public async Task The_installation_has_its_partitions_and_no_more()
    {
        await Store.TakePartition(StoreRig.Partitions - 1, "a", Cancel);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.TakePartition(StoreRig.Partitions, "a", Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await Store.TakePartition(-1, "a", Cancel));
    }

    [Fact]
    public async Task Who_does_not_know_the_number_of_partitions_takes_what_is_there()
    {
        await Store.DisposeAsync();
        await using var store = await Rig.Open(partitions: 0);
        Assert.Equal(1, (await store.TakePartition(StoreRig.Partitions - 1, "here", Cancel)).Epoch);
    }

    [Fact]
    public async Task A_store_installed_with_other_partitions_is_refused()
    {
        await Store.DisposeAsync();
        var other = Rig.Make();
        var refused = await Assert.ThrowsAsync<StoreRefusedException>(async () => await other.Open(StoreRig.Partitions + 1, Cancel));
        Assert.Contains("8 partitions", refused.Message, StringComparison.Ordinal);
        Store = await Rig.Open();
    }

    [Fact]
    public async Task A_mark_moves_where_replay_starts()
    {
        var mine = await Own(2);
        await Committed(new CommitUnit { Fences = [mine], Marks = [new PartitionMark(2, Sample.Id(7))] });
        Assert.Equal(Sample.Id(7), (await Store.TakePartition(2, "b", Cancel)).SnapshotsUpTo);
        Assert.Equal(default, (await Store.TakePartition(1, "b", Cancel)).SnapshotsUpTo);
    }

    [Fact]
    public async Task Every_owner_of_a_bind_gets_a_higher_epoch()
    {
        var first = await Store.TakeBind("alpha/1", "a", TimeSpan.FromSeconds(10), Cancel);
        var second = await Store.TakeBind("alpha/1", "b", TimeSpan.FromSeconds(10), Cancel);
        Assert.True(first.Epoch > 0 && second.Epoch > first.Epoch);
        Assert.InRange(second.Wait, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_lease_that_still_runs_is_waited_out_unless_its_holder_is_known_to_be_gone()
    {
        var lease = TimeSpan.FromSeconds(10);
        await Store.TakeBind("alpha/1", "a", lease, Cancel);
        Rig.Time.Advance(lease / 4);
        var wait = (await Store.TakeBind("alpha/1", "b", lease, Cancel)).Wait;
        if (Rig.OneProcess)
            Assert.Equal(TimeSpan.Zero, wait);
        else
            Assert.InRange(wait, lease / 2, lease);
        Assert.Equal(TimeSpan.Zero, (await Store.TakeBind("alpha/2", "b", lease, Cancel)).Wait);
    }

    [Fact]
    public async Task A_zombies_unit_is_refused_whole_while_its_neighbours_in_the_transaction_are_written()
    {
        var zombie = await Own(1);
        var owner = await Own(1);
        var neighbour = await Own(2);
        var answers = await Together(
            Sample.Journal(neighbour, Sample.Row(Sample.Id(1, 2), partition: 2)),
            new CommitUnit
            {
                Fences = [zombie],
                Journal = [Sample.Row(Sample.Id(2, 1), partition: 1)],
                Sources = [new SourceRow("file", 0, 9, 1)],
                Marks = [new PartitionMark(1, Sample.Id(9))],
                Submissions = [Sample.Accepted(Sample.Id(1, 2))],
            },
            Sample.Journal(owner, Sample.Row(Sample.Id(3, 1), partition: 1)));
        Assert.Equal([CommitOutcome.Committed, CommitOutcome.Fenced, CommitOutcome.Committed], await Task.WhenAll(answers));
        Assert.Equal(1, TransactionsOfTogether);
        Assert.Equal([Sample.Id(1, 2).Value, Sample.Id(3, 1).Value], await JournalIds());
        Assert.Empty(await Store.ReadSource("file", Cancel));
        Assert.Empty((await Store.ReadMessage(Sample.Id(1, 2), Cancel))!.Submissions);
        Assert.Equal(default, (await Store.TakePartition(1, "c", Cancel)).SnapshotsUpTo);
    }

    [Fact]
    public async Task One_old_epoch_among_several_refuses_the_unit()
    {
        var partition = await Own(1);
        var bind = await Own("alpha/1");
        await Committed(new CommitUnit { Fences = [partition, bind], Journal = [Sample.Row(Sample.Id(1))] });
        await Own("alpha/1");
        Assert.Equal(CommitOutcome.Fenced, await Store.Commit(new CommitUnit { Fences = [partition, bind], Journal = [Sample.Row(Sample.Id(2))] }));
        Assert.Equal([Sample.Id(1).Value], await JournalIds());
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    public async Task An_epoch_that_is_not_the_current_one_is_refused_on_both_sides(int off)
    {
        var mine = await Own(1);
        await Committed(new CommitUnit { Fences = [mine] });
        Assert.Equal(CommitOutcome.Fenced, await Store.Commit(new CommitUnit { Fences = [mine with { Epoch = mine.Epoch + off }] }));
    }

    [Fact]
    public async Task Nobody_can_hold_what_was_never_taken()
    {
        foreach (var epoch in (long[])[-1, 1])
        {
            Assert.Equal(CommitOutcome.Fenced, await Store.Commit(new CommitUnit { Fences = [Fence.OfBind("never", epoch)] }));
            Assert.Equal(CommitOutcome.Fenced, await Store.Commit(new CommitUnit { Fences = [Fence.OfPartition(4, epoch)] }));
        }
        Assert.Equal(CommitOutcome.Fenced, await Store.Commit(new CommitUnit { Fences = [Fence.OfPartition(4, 0)] }));
    }

    [Fact]
    public async Task Claims_stay_until_they_are_released()
    {
        var mine = await Own("alpha/1");
        for (var sequence = 1; sequence <= 3; sequence++)
            await Committed(new CommitUnit
            {
                Fences = [mine],
                Claim = new ClaimRow("alpha/1", sequence, [new ClaimedSegment(Sample.Id(sequence), 0), new ClaimedSegment(Sample.Id(sequence), 255)]),
            });
        await Committed(new CommitUnit { Claim = new ClaimRow("alpha/2", 1, []) });
        await Reopen();
        await Committed(new CommitUnit { Release = new ClaimRelease("alpha/1", 1) });
        Assert.Equal(["alpha/1", "alpha/2"], await Store.ReadClaimedBinds(Cancel));
        var claims = await Store.ReadClaims("alpha/1", Cancel);
        Assert.Equal([2, 3], claims.Select(claim => claim.Sequence));
        Assert.Equal([new ClaimedSegment(Sample.Id(2), 0), new ClaimedSegment(Sample.Id(2), 255)], claims[0].Segments);
        Assert.Empty(Assert.Single(await Store.ReadClaims("alpha/2", Cancel)).Segments);
        await Committed(new CommitUnit { Release = new ClaimRelease("alpha/1", 3) });
        Assert.Empty(await Store.ReadClaims("alpha/1", Cancel));
        Assert.Single(await Store.ReadClaims("alpha/2", Cancel));
        Assert.Equal(["alpha/2"], await Store.ReadClaimedBinds(Cancel));
    }

    [Fact]
    public async Task A_unit_may_release_one_window_and_claim_the_next()
    {
        await Committed(new CommitUnit { Claim = new ClaimRow("alpha/1", 1, []) });
        await Committed(new CommitUnit { Release = new ClaimRelease("alpha/1", 1), Claim = new ClaimRow("alpha/1", 2, []) });
        Assert.Equal(2, Assert.Single(await Store.ReadClaims("alpha/1", Cancel)).Sequence);
    }

    [Fact]
    public async Task A_source_keeps_the_highest_offset_of_each_partition()
    {
        await Committed(new CommitUnit { Sources = [new SourceRow("file", 0, 10, 1), new SourceRow("file", 0, 20, 2), new SourceRow("file", 1, 5, 1), new SourceRow("other", 0, 1, 1)] });
        await Committed(new CommitUnit { Sources = [new SourceRow("file", 0, 9, 1), new SourceRow("file", 0, 21, 2)] });
        Assert.Equal([new SourceRow("file", 0, 10, 1), new SourceRow("file", 0, 21, 2), new SourceRow("file", 1, 5, 1)], await Store.ReadSource("file", Cancel));
        Assert.Empty(await Store.ReadSource("none", Cancel));
    }

    [Fact]
    public async Task Where_a_tally_is_kept_it_follows_what_was_written_of_sources_and_marks_and_not_what_was_tried()
    {
        var zombie = await Own(1);
        var owner = await Own(1);
        await Committed(new CommitUnit { Documents = [new("thing", "one", 1, Sample.Noon, new byte[1])], Sources = [new("file", 0, 1, 1)] });
        var answers = await Together(
            new CommitUnit { Sources = [new("file", 0, 10, 1), new("file", 0, 20, 2)], Marks = [new(1, Sample.Id(3))] },
            new CommitUnit { Fences = [zombie], Sources = [new("file", 0, 30, 1), new("file", 0, 1, 3)], Marks = [new(1, Sample.Id(9)), new(2, Sample.Id(9))] },
            new CommitUnit { Fences = [owner], Sources = [new("file", 0, 11, 1), new("file", 0, 15, 2)], Marks = [new(1, Sample.Id(4))] });
        Assert.Equal([CommitOutcome.Committed, CommitOutcome.Fenced, CommitOutcome.Committed], await Task.WhenAll(answers));
        await Tallied();
        // The transaction fails for the sake of one, and each goes alone.
        answers = await Together(
            new CommitUnit { Sources = [new("file", 0, 12, 1), new("late", 0, 1, 1)], Marks = [new(2, Sample.Id(5))] },
            new CommitUnit { Sources = [new("file", 0, 13, 1), new("none", 0, 1, 1)], Marks = [new(2, Sample.Id(6))], Documents = [new("thing", "one", 1, Sample.Noon, new byte[1])] });
        Assert.Equal(CommitOutcome.Committed, await answers[0]);
        await Assert.ThrowsAsync<StoreConflictException>(() => answers[1]);
        await Tallied();
        await Rig.FillDisk(Store);
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await Store.Commit(new() { Sources = [new("file", 0, 99, 1)], Marks = [new(3, Sample.Id(7))], Documents = [new("large", "one", 1, Sample.Noon, new byte[1 << 20])] }));
        await Rig.FreeDisk(Store);
        await Committed(new CommitUnit { Sources = [new("file", 0, 14, 1)], Marks = [new(3, Sample.Id(6))] });
        await Tallied();
        await Reopen();
        await Tallied();
        Assert.Equal([new("file", 0, 14, 1), new("file", 0, 20, 2)], await Store.ReadSource("file", Cancel));
    }

    [Fact]
    public async Task A_tally_that_begins_anew_does_so_with_its_unit_or_not_at_all()
    {
        await Committed(new CommitUnit { Sources = [new("file", 0, 10, 1)], Submissions = [Sample.Accepted(Sample.Id(1)), Sample.Accepted(Sample.Id(5))], DispatchLow = new("alpha", Sample.Id(3)), Documents = [new("thing", "one", 1, Sample.Noon, new byte[1])] });
        if (await Store.ReadTally(whole: true, Cancel) is not { } read)
        {
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await Store.Commit(new() { TallyAnew = default(TallyRead) }));
            return;
        }
        // As if another submission had been there, and been counted at another mark.
        var other = read with { Kept = null, Found = read.Found with { Before = 0, After = 3, Claims = 1 } };
        await Assert.ThrowsAsync<StoreConflictException>(async () => await Store.Commit(new() { TallyAnew = other, Documents = [new("thing", "one", 1, Sample.Noon, new byte[1])] }));
        await Tallied();
        await Committed(new CommitUnit { Sources = [new("file", 0, 11, 1)] });
        await Tallied();
        await Committed(new CommitUnit { TallyAnew = other with { Found = (await Store.ReadTally(whole: true, Cancel))!.Value.Found with { Before = 0, After = 3, Claims = 1 } }, Submissions = [Sample.Accepted(Sample.Id(2))], Sources = [new("late", 0, 1, 0)] });
        await Reopen();
        var kept = (await Store.ReadTally(whole: true, Cancel))!.Value;
        Assert.Equal(kept.Found with { After = kept.Found.After + 1, Claims = 1 }, kept.Kept!.Value with { Tag = 0 });
    }

    async Task Tallied()
    {
        if (await Store.ReadTally(whole: true, Cancel) is { } read)
            Assert.Equal(read.Found, read.Kept!.Value with { Tag = 0 });
    }

    [Fact]
    public async Task Dispatch_starts_where_its_carrier_was_left()
    {
        Assert.Equal(default, await Store.ReadDispatchLow("alpha", Cancel));
        await Committed(new CommitUnit { DispatchLow = new DispatchLow("alpha", Sample.Id(4)) });
        Assert.Equal(Sample.Id(4), await Store.ReadDispatchLow("alpha", Cancel));
        Assert.Equal(default(MessageId), await Store.ReadDispatchLow("beta", Cancel));
    }
}
