using Microsoft.Extensions.Time.Testing;
using Tidings.Core.Ports;
using Tidings.Storage.Commits;
using Tidings.Storage.Tests.Contract;

namespace Tidings.Storage.Tests.Commits;

public sealed class CommitQueueTests : IDisposable
{
    static readonly CommitBounds Bounds = new(QueuedUnits: 16, Units: 4, Rows: 10, Bytes: 1000, PatientRows: 3, OverdueLookups: 7, Patience: TimeSpan.FromSeconds(1));

    readonly FakeTimeProvider time = new();
    readonly CommitQueue queue;

    public CommitQueueTests() => queue = new CommitQueue(Bounds, time);

    public void Dispose() => queue.Dispose();

    List<Pending> Take()
    {
        var batch = new List<Pending>();
        Assert.True(queue.Take(batch, wait: true));
        return batch;
    }

    static PendingUnit Unit(int rows = 0, int bytes = 0, bool patient = false) => new(new CommitUnit
    {
        // The unit itself counts as a row.
        Lookups = [.. Enumerable.Range(0, Math.Max(0, rows - 1)).Select(i => new Core.Ports.Rows.LookupRow(i, Sample.Id(i), 0))],
        Accounts = bytes == 0 ? [] : [new Core.Ports.Rows.AccountRow("a", new byte[bytes])],
        LowPriority = patient,
    });

    PendingUnit Add(PendingUnit unit)
    {
        Assert.True(queue.Add(unit, unit.Unit.LowPriority).IsCompletedSuccessfully);
        return unit;
    }

    [Fact]
    public void All_that_waits_is_taken_at_once_in_its_order()
    {
        PendingUnit[] added = [Add(Unit()), Add(Unit()), Add(Unit())];
        Assert.Equal(added, Take());
    }

    [Fact]
    public void No_more_units_than_the_bound_are_taken()
    {
        for (var i = 0; i < 5; i++)
            Add(Unit());
        Assert.Equal(4, Take().Count);
        Assert.Single(Take());
    }

    [Theory]
    [InlineData(9, 2)]
    [InlineData(10, 1)]
    public void Rows_at_the_bound_end_the_batch(int rows, int taken)
    {
        Add(Unit(rows));
        Add(Unit());
        Assert.Equal(taken, Take().Count);
    }

    [Theory]
    [InlineData(999, 2)]
    [InlineData(1000, 1)]
    public void Bytes_at_the_bound_end_the_batch(int bytes, int taken)
    {
        Add(Unit(bytes: bytes));
        Add(Unit());
        Assert.Equal(taken, Take().Count);
    }

    [Fact]
    public void A_unit_beyond_every_bound_still_goes_alone()
    {
        var big = Add(Unit(rows: 100, bytes: 5000));
        Assert.Equal([big], Take());
    }

    [Fact]
    public void Low_priority_goes_when_nothing_else_waits()
    {
        var patient = Add(Unit(patient: true));
        Assert.Equal([patient], Take());
    }

    [Fact]
    public void Low_priority_lets_others_go_first_for_a_second_and_no_longer()
    {
        var patient = Add(Unit(patient: true));
        time.Advance(TimeSpan.FromMilliseconds(999));
        var first = Add(Unit());
        Assert.Equal([first], Take());
        time.Advance(TimeSpan.FromMilliseconds(1));
        var second = Add(Unit());
        Assert.Equal([second, patient], Take());
    }

    [Fact]
    public void Overdue_low_priority_goes_beside_a_full_batch_a_little_at_a_time()
    {
        for (var i = 0; i < 1; i++)
            Add(Unit(rows: 2, patient: true));
        time.Advance(TimeSpan.FromSeconds(2));
        for (var i = 0; i < 9; i++)
            Add(Unit());
        Assert.Equal(5, Take().Count);
        Assert.Equal(4, Take().Count);
    }

    [Theory]
    [InlineData(true, 5)]
    [InlineData(false, 3)]
    public void Of_what_is_overdue_more_look_ups_go_beside_the_flow_than_other_rows(bool lookups, int taken)
    {
        // Of the units that may wait, a sixteenth may be of low priority.
        using var roomy = new CommitQueue(Bounds with { QueuedUnits = 160 }, time);
        var batch = new List<Pending>();
        for (var i = 0; i < 10; i++)
            Assert.True(roomy.Add(lookups ? Unit(rows: 2, patient: true) : new(new() { Removed = [new("k", "i", 1)], LowPriority = true }), lowPriority: true).IsCompletedSuccessfully);
        Assert.True(roomy.Take(batch, wait: true));
        // Alone there is no difference.
        Assert.Equal(2, batch.Count);
        time.Advance(TimeSpan.FromSeconds(2));
        batch.Clear();
        Assert.True(roomy.Add(Unit(), lowPriority: false).IsCompletedSuccessfully);
        Assert.True(roomy.Take(batch, wait: true));
        Assert.Equal(taken, batch.Count);
    }

    [Fact]
    public void A_call_goes_alone_and_in_its_order()
    {
        var before = Add(Unit());
        var call = new PendingCall<object, int>(_ => 1);
        Assert.True(queue.Add(call, lowPriority: false).IsCompletedSuccessfully);
        var after = Add(Unit());
        Assert.Equal([before], Take());
        Assert.Equal([call], Take());
        Assert.Equal([after], Take());
    }

    [Fact]
    public async Task The_sixteenth_unit_finds_room_and_the_seventeenth_waits_for_it()
    {
        for (var i = 0; i < 16; i++)
            Add(Unit());
        var seventeenth = queue.Add(Unit(), lowPriority: false);
        Assert.False(seventeenth.IsCompleted);
        Take();
        await seventeenth;
    }

    [Fact]
    public async Task A_sleeping_taker_is_woken()
    {
        var taken = Task.Factory.StartNew(Take, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var unit = Add(Unit());
        Assert.Equal([unit], await taken);
    }

    [Fact]
    public void A_nudge_wakes_without_work()
    {
        queue.Nudge();
        Assert.Empty(Take());
    }

    [Fact]
    public void Who_does_not_want_to_wait_comes_back_empty()
    {
        var batch = new List<Pending>();
        Assert.True(queue.Take(batch, wait: false));
        Assert.Empty(batch);
    }

    [Fact]
    public async Task After_the_end_what_waits_is_handed_out_and_nothing_is_taken_in()
    {
        Add(Unit());
        queue.Complete();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await queue.Add(Unit(), lowPriority: false));
        Assert.Single(Take());
        Assert.False(queue.Take([], wait: true));
    }
}
