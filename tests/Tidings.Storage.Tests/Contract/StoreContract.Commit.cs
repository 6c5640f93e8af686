using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    [Fact]
    public async Task What_is_committed_is_there_after_reopening()
    {
        var mine = await Own(0);
        var row = Sample.Row(Sample.Id(1));
        await Committed(Sample.Journal(mine, row));
        await Reopen();
        Sample.Same(row, Assert.Single(await Store.ReadJournal(default, null, Cancel).ToList()));
    }

    [Fact]
    public async Task Empty_payloads_and_deltas_come_back_empty()
    {
        var row = new JournalRow { Id = Sample.Id(1), Partition = 0, Customer = "", EventKey = ulong.MaxValue, Messages = 0, Class = 0, Payload = default, Delta = default };
        await Committed(Sample.Journal(await Own(0), row));
        Sample.Same(row, Assert.Single(await Store.ReadJournal(default, null, Cancel).ToList()));
    }

    [Fact]
    public async Task A_unit_that_holds_nothing_is_committed() => await Committed(new CommitUnit());

    [Fact]
    public async Task Units_that_wait_share_a_transaction()
    {
        var mine = await Own(0);
        var answers = await Together([.. Enumerable.Range(0, 20).Select(i => Sample.Journal(mine, Sample.Row(Sample.Id(i))))]);
        foreach (var answer in answers)
            Assert.Equal(CommitOutcome.Committed, await answer);
        Assert.Equal(1, TransactionsOfTogether);
        Assert.Equal(20, (await JournalIds()).Length);
    }

    [Fact]
    public async Task What_waits_to_be_written_stays_what_it_was()
    {
        var mine = await Own(0);
        JournalRow Row(int number) => new()
        {
            Id = Sample.Id(number), Partition = 0, Customer = "always the same", EventKey = (ulong)number, Messages = 0, Class = 0,
            Payload = System.Text.Encoding.UTF8.GetBytes("payload " + number), Delta = System.Text.Encoding.UTF8.GetBytes("delta " + number),
        };
        JournalRow[] rows = [.. Enumerable.Range(1, 40).Select(Row)];
        // The first makes what the others find in memory.
        await Committed(Sample.Journal(mine, rows[0]));
        foreach (var answer in await Together([.. rows.Skip(1).Select(row => Sample.Journal(mine, row))]))
            Assert.Equal(CommitOutcome.Committed, await answer);
        var written = await Store.ReadJournal(default, null, Cancel).ToList();
        Assert.Equal(rows.Length, written.Count);
        for (var i = 0; i < rows.Length; i++)
            Sample.Same(rows[i], written[i]);
    }

    [Fact]
    public async Task A_unit_in_conflict_fails_whole_and_alone()
    {
        var (mine, before, after) = (await Own(0), await Own(1), await Own(2));
        await Committed(Sample.Journal(mine, Sample.Row(Sample.Id(5))));
        var answers = await Together(
            Sample.Journal(before, Sample.Row(Sample.Id(1))),
            Sample.Journal(mine, Sample.Row(Sample.Id(2)), Sample.Row(Sample.Id(5))),
            Sample.Journal(after, Sample.Row(Sample.Id(3))));
        Assert.Equal(CommitOutcome.Committed, await answers[0]);
        await Assert.ThrowsAsync<StoreConflictException>(() => answers[1]);
        Assert.Equal(CommitOutcome.Committed, await answers[2]);
        Assert.Equal([Sample.Id(1).Value, Sample.Id(3).Value, Sample.Id(5).Value], await JournalIds());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_decided_on_a_lost_unit_is_not_written_until_the_partition_is_taken_again(bool together)
    {
        var (mine, other, bind) = (await Own(0), await Own(1), await Own("alpha/1"));
        await Committed(Sample.Journal(mine, Sample.Row(Sample.Id(5))));
        CommitUnit[] units = [Sample.Journal(mine, Sample.Row(Sample.Id(5))), Sample.Journal(mine, Sample.Row(Sample.Id(6))), Sample.Journal(other, Sample.Row(Sample.Id(7)))];
        var answers = together ? await Together(units) : [.. units.Select(unit => Store.Commit(unit).AsTask())];
        await Assert.ThrowsAsync<StoreConflictException>(() => answers[0]);
        Assert.Equal([CommitOutcome.Fenced, CommitOutcome.Committed], [await answers[1], await answers[2]]);
        Assert.Equal(CommitOutcome.Fenced, await Store.Commit(new CommitUnit { Fences = [bind, mine] }));
        await Committed(Sample.Journal(await Own(0), Sample.Row(Sample.Id(8))));
        Assert.Equal([Sample.Id(5).Value, Sample.Id(7).Value, Sample.Id(8).Value], await JournalIds());
    }

    [Fact]
    public async Task A_binds_unit_may_be_repeated()
    {
        var mine = await Own("alpha/1");
        var claim = new CommitUnit { Fences = [mine], Claim = new ClaimRow("alpha/1", 1, []) };
        await Committed(claim);
        await Assert.ThrowsAsync<StoreConflictException>(async () => await Store.Commit(claim));
        await Committed(new CommitUnit { Fences = [mine], Release = new ClaimRelease("alpha/1", 1) });
        await Committed(claim);
    }

    [Fact]
    public async Task A_unit_that_is_a_bug_fails_alone()
    {
        var (mine, before, after) = (await Own(0), await Own(1), await Own(2));
        var answers = await Together(
            Sample.Journal(before, Sample.Row(Sample.Id(1))),
            Sample.Journal(mine, Sample.Row(Sample.Id(2)), new JournalRow
            {
                Id = Sample.Id(4), Partition = 0, Customer = null!, EventKey = 1, Messages = 0, Class = 0, Payload = default, Delta = default,
            }),
            Sample.Journal(after, Sample.Row(Sample.Id(3))));
        Assert.Equal(CommitOutcome.Committed, await answers[0]);
        Assert.IsNotType<StoreConflictException>(await Record.ExceptionAsync(() => answers[1]), exactMatch: false);
        Assert.True(answers[1].IsFaulted);
        Assert.Equal(CommitOutcome.Committed, await answers[2]);
        Assert.Equal([Sample.Id(1).Value, Sample.Id(3).Value], await JournalIds());
    }

    [Fact]
    public async Task Units_of_one_caller_are_written_in_the_order_of_the_calls()
    {
        var mine = await Own(0);
        var waiting = new List<Task<CommitOutcome>>();
        for (var i = 1; i <= 5000; i++)
            waiting.Add(Store.Commit(new CommitUnit { Fences = [mine], DispatchLow = new DispatchLow("alpha", new(i)) }).AsTask());
        await Task.WhenAll(waiting);
        Assert.Equal(5000, (await Store.ReadDispatchLow("alpha", Cancel)).Value);
    }

    [Fact]
    public async Task More_callers_than_the_queue_holds_are_all_served()
    {
        var mine = await Own(0);
        Task<CommitOutcome>[] waiting;
        await using (await Rig.HoldWriting(Store))
            waiting = [.. Enumerable.Range(0, 10_000).Select(i => Store.Commit(Sample.Journal(mine, Sample.Row(Sample.Id(i)))).AsTask())];
        Assert.All(await Task.WhenAll(waiting), outcome => Assert.Equal(CommitOutcome.Committed, outcome));
        Assert.Equal(10_000, (await JournalIds()).Length);
    }

    [Fact]
    public async Task Units_of_low_priority_are_written_too()
    {
        await Committed(new CommitUnit { LowPriority = true, Lookups = [new LookupRow(1, Sample.Id(1), 0)] });
        Assert.Single(await Store.ReadLookup(1, Sample.Id(2), 10, Cancel));
    }

    [Fact]
    public async Task What_waits_when_the_store_is_closed_is_written_first()
    {
        var mine = await Own(0);
        Task<CommitOutcome>[] waiting = [.. Enumerable.Range(0, 100).Select(i => Store.Commit(Sample.Journal(mine, Sample.Row(Sample.Id(i)))).AsTask())];
        await Reopen();
        Assert.All(await Task.WhenAll(waiting), outcome => Assert.Equal(CommitOutcome.Committed, outcome));
        Assert.Equal(100, (await JournalIds()).Length);
    }

    [Fact]
    public async Task A_closed_store_takes_nothing_in()
    {
        await Store.DisposeAsync();
        await Assert.ThrowsAnyAsync<InvalidOperationException>(async () => await Store.Commit(new CommitUnit()));
        Store = await Rig.Open();
    }
}
