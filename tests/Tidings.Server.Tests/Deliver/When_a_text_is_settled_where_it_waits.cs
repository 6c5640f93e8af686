using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Server.Deliver;
using Tidings.Server.Deliver.Queue;

namespace Tidings.Server.Tests.Deliver;

public sealed class When_a_text_is_settled_where_it_waits
{
    const int Transactions = 1 << (int)MessageClass.Transaction;

    static async Task Settle(Carrier carrier, params MessageId[] ids)
    {
        var rows = new List<SubmissionRow>();
        foreach (var id in ids)
        {
            Assert.True(carrier.Delivery.Queue.TryHold(id, out var attempt));
            rows.Add(new(id, 0, attempt + 1, TimeProvider.System.GetUtcNow(), "main/0", SubmissionResult.Stopped, null, 0, Settles: true));
        }
        await carrier.Store.Commit(new() { Submissions = rows });
        carrier.Delivery.Queue.Settle(ids);
    }

    [Theory]
    [InlineData(0), InlineData(1), InlineData(2), InlineData(0, 1), InlineData(0, 2), InlineData(1, 2), InlineData(0, 1, 2)]
    public async Task It_never_leaves_and_its_neighbours_do_in_their_order(params int[] which)
    {
        await using var carrier = await Carrier.Open();
        carrier.Delivery.Queue.SetPaused(Transactions);
        var ids = await carrier.Accept(("ada", carrier.Text("0")), ("ada", carrier.Text("1")), ("ada", carrier.Text("2")), ("ben", carrier.Text("other")));
        await Carrier.Until(() => Task.FromResult(carrier.Delivery.Queue.Count == ids.Length));
        await Settle(carrier, [.. which.Select(i => ids[i])]);
        carrier.Delivery.Queue.SetPaused(0);
        var more = await carrier.Accept(("ada", carrier.Text("3")));
        await carrier.Settled([.. ids, .. more]);
        Assert.Equal([.. Enumerable.Range(0, 4).Except(which).Select(static i => $"{i}")], carrier.Arrived.Where(static text => text != "other"));
        await Carrier.Until(() => Task.FromResult(carrier.Delivery.Queue.Count == 0));
    }

    [Fact]
    public async Task It_does_not_come_back_from_the_store()
    {
        await using var carrier = await Carrier.Open(set: static options => options.Queue = 20);
        carrier.Delivery.Queue.SetPaused(Transactions);
        var ids = await carrier.Accept([.. Enumerable.Range(0, 100).Select(i => ($"c{i % 3}", carrier.Text($"t{i}")))]);
        await Settle(carrier, ids[50..]);
        carrier.Delivery.Queue.SetPaused(0);
        await carrier.Settled(ids);
        await carrier.Restart();
        await carrier.Settled(await carrier.Accept(("ada", carrier.Text("last"))));
        Assert.Equal(50, carrier.Arrived.Length - 1);
    }

    [Fact]
    public async Task It_does_not_come_back_by_what_was_read_before()
    {
        await using var carrier = await Carrier.Open(start: false);
        var queue = new CarrierQueue("main", 20, TimeProvider.System);
        var id = MessageId.First(TimeProvider.System.GetUtcNow(), 0);
        Assert.NotNull(queue.BeginPass());
        Assert.True(queue.TryHold(id, out _));
        queue.Settle([id]);
        queue.Restore(id, "ada", carrier.Text("hello"), default);
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public async Task It_does_not_come_in_by_an_offer_that_is_on_its_way()
    {
        await using var carrier = await Carrier.Open(start: false);
        var uncommitted = new UncommittedIds();
        var queue = new CarrierQueue("main", 20, TimeProvider.System, uncommitted: uncommitted);
        Assert.NotNull(queue.BeginPass());
        queue.EndPass(null);
        var id = MessageId.First(TimeProvider.System.GetUtcNow(), 0);
        uncommitted.Set(0, id);
        Assert.True(queue.TryHold(id, out _));
        queue.Settle([id]);
        queue.Offer(id, "ada", carrier.Text("hello"));
        Assert.Equal(0, queue.Count);
        queue.Offer(new(id.Value + 1), "ada", carrier.Text("the next"));
        Assert.Equal(1, queue.Count);
    }

    [Fact]
    public async Task One_that_is_held_before_it_is_offered_waits()
    {
        await using var carrier = await Carrier.Open(start: false);
        var queue = new CarrierQueue("main", 20, TimeProvider.System);
        Assert.NotNull(queue.BeginPass());
        queue.EndPass(null);
        var (id, taken) = (MessageId.First(TimeProvider.System.GetUtcNow(), 0), new Outgoing[2]);
        Assert.True(queue.TryHold(id, out _));
        queue.Offer(id, "ada", carrier.Text("hello"));
        queue.Offer(new(id.Value + 1), "ada", carrier.Text("the next"));
        Assert.Equal(0, queue.Take(taken));
        queue.LetGoOn([id]);
        Assert.Equal(1, queue.Take(taken));
        Assert.Equal(id, taken[0].Id);
    }

    [Fact]
    public async Task One_that_a_bind_has_is_left_to_it()
    {
        await using var carrier = await Carrier.Open(new() { NoResponseEvery = 1, Receipts = Simulator.ReceiptMode.None });
        var id = (await carrier.Accept(("ada", carrier.Text("hello"))))[0];
        await Carrier.Until(() => Task.FromResult(carrier.Arrived.Length == 1));
        Assert.False(carrier.Delivery.Queue.TryHold(id, out _));
    }

    [Fact]
    public async Task One_of_which_nothing_was_written_leaves_after_all()
    {
        await using var carrier = await Carrier.Open();
        carrier.Delivery.Queue.SetPaused(Transactions);
        var ids = await carrier.Accept(("ada", carrier.Text("first")), ("ada", carrier.Text("second")));
        Assert.True(carrier.Delivery.Queue.TryHold(ids[0], out _));
        carrier.Delivery.Queue.SetPaused(0);
        carrier.Delivery.Queue.LetGoOn(ids);
        await carrier.Settled(ids);
        Assert.Equal(["first", "second"], carrier.Arrived);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Behind_another_it_waits_on_when_that_has_left(bool settled)
    {
        await using var carrier = await Carrier.Open();
        var queue = carrier.Delivery.Queue;
        queue.SetPaused(Transactions);
        var ids = await carrier.Accept(("ada", carrier.Text("first")), ("ada", carrier.Text("second")));
        await Carrier.Until(() => Task.FromResult(queue.Count == ids.Length));
        Assert.True(queue.TryHold(ids[1], out var attempt));
        queue.SetPaused(0);
        await Carrier.Until(() => Task.FromResult(queue.Find(ids[0]) is null));
        // It would leave ahead of this one.
        await carrier.Settled(await carrier.Accept(("ben", carrier.Text("other"))));
        Assert.Equal(["first", "other"], carrier.Arrived);
        await Done(carrier, ids[1], attempt, settled);
        await carrier.Settled(await carrier.Accept(("ada", carrier.Text("third"))));
        Assert.Equal(settled ? ["first", "other", "third"] : ["first", "other", "second", "third"], carrier.Arrived);
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task What_the_store_alone_had_waits_when_it_is_read_back(bool settled)
    {
        await using var carrier = await Carrier.Open(start: false);
        var queue = carrier.Delivery.Queue;
        var ids = await carrier.Accept(("ada", carrier.Text("first")), ("ada", carrier.Text("second")), ("ben", carrier.Text("other")));
        Assert.Null(queue.Find(ids[0]));
        Assert.True(queue.TryHold(ids[0], out var attempt));
        carrier.Start();
        await carrier.Settled(ids[2]);
        Assert.Equal(["other"], carrier.Arrived);
        await Done(carrier, ids[0], attempt, settled);
        await carrier.Settled(ids);
        Assert.Equal(settled ? ["other", "second"] : ["other", "first", "second"], carrier.Arrived);
    }

    [Fact]
    public async Task Nobody_else_can_hold_it_too()
    {
        await using var carrier = await Carrier.Open(start: false);
        var (queue, id) = (carrier.Delivery.Queue, MessageId.First(TimeProvider.System.GetUtcNow(), 0));
        Assert.True(queue.TryHold(id, out _));
        Assert.False(queue.TryHold(id, out _));
        queue.LetGoOn([id]);
        Assert.True(queue.TryHold(id, out _));
    }

    static async Task Done(Carrier carrier, MessageId held, int attempt, bool settled)
    {
        if (!settled)
        {
            carrier.Delivery.Queue.LetGoOn([held]);
            return;
        }
        await carrier.Store.Commit(new() { Submissions = [new(held, 0, attempt + 1, TimeProvider.System.GetUtcNow(), "main/0", SubmissionResult.Stopped, null, 0, Settles: true)] });
        carrier.Delivery.Queue.Settle([held]);
    }
}
