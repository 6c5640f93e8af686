using Tidings.Client.Events;

namespace Tidings.Client.Tests.Calls;

/// <summary>kill -9 of a real process while batches are on their way: the program that sends them notices nothing but a pause.</summary>
public sealed class When_a_node_is_killed
{
    const int Customers = 5, Batches = 24, InABatch = 10;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // A process that does not come up would keep the test waiting: it ends then.
    [Fact(Timeout = 300_000)]
    public async Task Each_event_arrives_and_none_twice()
    {
        TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        await using var node = await ServedNode.Start();
        await using var bank = Bank.At(node.Address, node.Key, static options => options.Patience = TimeSpan.FromMinutes(4));
        await Bank.Register(node.Address, node.Key, Customers);
        var results = new List<EventResult>();
        var sending = Task.Run(async () =>
        {
            for (var batch = 0; batch < Batches; batch++)
                results.AddRange(await bank.Tidings.Events.SendAllAsync(Enumerable.Range(batch * InABatch, InABatch).Select(static i => Bank.Payment($"E-{i}", i % Customers, 1 + i)), Cancel));
        }, Cancel);
        while (await bank.Tidings.Messages.SearchAsync(new() { Customer = "C-0" }, Cancel).CountAsync(Cancel) < 5)
            await Task.Yield();
        await node.Kill();
        await node.Start();
        await sending;

        Assert.Equal(Batches * InABatch, results.Count);
        Assert.All(results, static one => Assert.True(one.Status is EventStatus.Accepted or EventStatus.Duplicate, one.Status.ToString()));
        // After a crash the search index is filled in from the journal, beside the flow.
        for (var i = 0; i < Customers; i++)
            while (await bank.Tidings.Messages.SearchAsync(new() { Customer = $"C-{i}" }, Cancel).CountAsync(Cancel) is var found && found != Batches * InABatch / Customers)
                Assert.True(found < Batches * InABatch / Customers, "an event was told twice");
    }
}
