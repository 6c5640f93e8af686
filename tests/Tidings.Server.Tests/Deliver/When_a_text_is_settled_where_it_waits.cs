using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
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
}
