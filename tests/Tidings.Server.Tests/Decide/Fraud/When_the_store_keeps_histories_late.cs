using Microsoft.Extensions.Logging.Abstractions;
using Tidings.Core.Decide.Fraud;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Server.Decide.Fraud;
using Tidings.Server.Tests.Partitions;

namespace Tidings.Server.Tests.Decide.Fraud;

public sealed class When_the_store_keeps_histories_late
{
    /// <summary>The store failed to say that it has a part, or another node wrote it: were its version taken twice for ever, no mark would move, and each start would replay the whole journal.</summary>
    [Fact]
    public async Task A_part_that_was_written_after_all_is_written_again()
    {
        await using var partition = await OwnedPartition.Open();
        using var keeper = new CounterpartyKeeper(partition.Counterparties, partition.Store, Microsoft.Extensions.Options.Options.Create(new FraudOptions()), partition.Time, NullLogger<CounterpartyKeeper>.Instance);
        await keeper.StartAsync(TestContext.Current.CancellationToken);
        var payment = new Payment { At = 1_800_000_000, Minor = 100, Terminal = 7 };
        partition.Counterparties.Apply(new(64), [new PaymentSeen(payment, 0)]);
        await keeper.Save();
        Assert.Equal(new(64), partition.Counterparties.DurableUpTo(0));

        await partition.Store.Commit(new() { Documents = [new DocumentRow(CounterpartyKeeper.Kind, "07", 2, partition.Time.GetUtcNow(), """{"histories":""}"""u8.ToArray())] });
        partition.Counterparties.Apply(new(128), [new PaymentSeen(payment, 0)]);
        await keeper.Save();
        Assert.Equal(new(64), partition.Counterparties.DurableUpTo(0));
        await keeper.Save();
        Assert.Equal(new MessageId(128), partition.Counterparties.DurableUpTo(0));
        await keeper.StopAsync(TestContext.Current.CancellationToken);

        // And it is the whole of it.
        var another = new Counterparties();
        using var next = new CounterpartyKeeper(another, partition.Store, Microsoft.Extensions.Options.Options.Create(new FraudOptions()), partition.Time, NullLogger<CounterpartyKeeper>.Instance);
        await next.StartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, another.Around(payment).Terminal!.TotalsAt(payment.At).Month);
        await next.StopAsync(TestContext.Current.CancellationToken);
    }
}
