using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Server.Deliver.Binds;
using Tidings.Simulator;

namespace Tidings.Server.Tests.Deliver;

/// <summary>Under the number that a bind's own fact was to have.</summary>
public sealed class When_the_store_has_a_fact_already
{
    const int Transactions = 1 << (int)MessageClass.Transaction;

    /// <summary>Two texts that leave together, the first of which somebody settles without saying so.</summary>
    static async Task<(BindOwner Bind, MessageId[] Ids)> Settled(Carrier carrier)
    {
        var bind = carrier.StartBind(0);
        carrier.Delivery.Queue.SetPaused(Transactions);
        var ids = await carrier.Accept(("ada", carrier.Text("settled")), ("ben", carrier.Text("beside it")));
        await Carrier.Until(() => Task.FromResult(carrier.Delivery.Queue.Count == 2));
        await carrier.Store.Commit(new() { Submissions = [new(ids[0], 0, 1, TimeProvider.System.GetUtcNow(), "main/0", SubmissionResult.Stopped, null, 0, Settles: true)] });
        carrier.Delivery.Queue.SetPaused(0);
        return (bind, ids);
    }

    static async Task<SubmissionResult[]> Results(Carrier carrier, MessageId id) => [.. (await carrier.Facts(id)).Submissions.Select(static row => row.Result)];

    [Fact]
    public async Task The_answer_is_recorded_beside_it_and_the_bind_goes_on()
    {
        await using var carrier = await Carrier.Open(new() { Receipts = ReceiptMode.None }, start: false);
        var (bind, ids) = await Settled(carrier);
        await carrier.Settled(ids[1]);
        await Carrier.Until(() => Task.FromResult(carrier.Delivery.Queue.Count == 0));
        await carrier.Settled(await carrier.Accept(("ada", carrier.Text("later"))));
        Assert.Equal([SubmissionResult.Stopped, SubmissionResult.Accepted], await Results(carrier, ids[0]));
        Assert.Equal([SubmissionResult.Accepted], await Results(carrier, ids[1]));
        Assert.Equal(["beside it", "later", "settled"], carrier.Arrived.Order(StringComparer.Ordinal));
        Assert.False(bind.Ended);
    }

    [Fact]
    public async Task One_that_would_go_again_does_not()
    {
        await using var carrier = await Carrier.Open(new() { Receipts = ReceiptMode.None, QueueFullEvery = 1 }, start: false);
        var (_, ids) = await Settled(carrier);
        await Carrier.Until(async () => (await Results(carrier, ids[0])).Length > 1 && carrier.Delivery.Queue.Find(ids[0]) is null);
        carrier.Smsc.Behaviour = new() { Receipts = ReceiptMode.None };
        await carrier.Settled(ids[1]);
        Assert.Equal([SubmissionResult.Stopped, SubmissionResult.Retry], await Results(carrier, ids[0]));
        Assert.Equal(["beside it"], carrier.Arrived);
    }
}
