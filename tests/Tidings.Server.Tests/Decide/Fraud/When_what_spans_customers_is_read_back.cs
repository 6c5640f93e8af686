using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Fraud;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Events;
using Tidings.Server.Tests.Partitions;

namespace Tidings.Server.Tests.Decide.Fraud;

/// <summary>A process ends at any moment: between a payment's commit and the writing of the histories, between two parts of them, between them and a partition's mark.</summary>
public sealed class When_what_spans_customers_is_read_back
{
    /// <summary>Each event is a payment at the terminal that it names; one whose reference is "no" is denied.</summary>
    sealed class Payments : IEventPipeline
    {
        public Decided Decide(CustomerState state, Account? account, BankEvent happened, ulong key, DateTimeOffset now)
        {
            if (happened.Profile is { } profile)
                return new([], [], new() { EventKey = key, At = now, Changes = [new ProfileRegistered(profile)] });
            var payment = new Payment { At = (uint)now.ToUnixTimeSeconds(), Minor = 100, Id = key, Terminal = ulong.Parse(happened.Reference!, System.Globalization.CultureInfo.InvariantCulture) };
            return new([], [], new() { EventKey = key, At = now, Changes = happened.Purpose == "no" ? [new PaymentSeen(payment, 0), new PaymentLabelled(payment, true)] : [new PaymentSeen(payment, 0)] });
        }
    }

    [Theory, InlineData(1), InlineData(2)]
    public async Task Each_payment_counts_once_whenever_it_ends(int seed)
    {
        var random = new Random(seed);
        await using var partition = await OwnedPartition.Open();
        partition.Pipeline = new Payments();
        var stored = new Dictionary<int, byte[]>();
        var expected = new Dictionary<ulong, (int Payments, int Frauds)>();
        var owner = await partition.Take();
        await owner.Accept([OwnedPartition.Registered("C-0"), OwnedPartition.Registered("C-1"), OwnedPartition.Registered("C-2")]);
        var ends = 0;
        for (var step = 0; step < 300; step++)
        {
            switch (random.Next(10))
            {
                case < 6:
                    var events = Enumerable.Range(0, random.Next(1, 5)).Select(i => OwnedPartition.Event($"C-{random.Next(3)}", $"E-{step}-{i}") with
                    {
                        Type = EventTypes.TransactionPosted, Reference = $"{random.Next(1, 130)}", Purpose = random.Next(4) == 0 ? "no" : null,
                    }).ToArray();
                    Assert.All(await owner.Accept(events), static outcome => Assert.Equal(EventStatus.Accepted, outcome.Status));
                    foreach (var one in events)
                    {
                        var terminal = ulong.Parse(one.Reference!, System.Globalization.CultureInfo.InvariantCulture);
                        var (payments, frauds) = expected.GetValueOrDefault(terminal);
                        expected[terminal] = (payments + 1, frauds + (one.Purpose == "no" ? 1 : 0));
                    }
                    break;
                case 6:
                    await partition.WriteSnapshots(owner);
                    break;
                case 7:
                    await Save(partition.Counterparties, stored, random);
                    break;
                case 8:
                    // The owner goes and another comes, within one process.
                    owner = await partition.Take();
                    break;
                default:
                    ends++;
                    partition.Counterparties = new();
                    foreach (var (shard, bytes) in stored)
                        partition.Counterparties.Restore(shard, bytes);
                    owner = await partition.Take();
                    break;
            }
            partition.Time.Advance(TimeSpan.FromMilliseconds(700));
        }
        Assert.True(ends > 10);
        foreach (var (terminal, (payments, frauds)) in expected)
        {
            var totals = partition.Counterparties.Around(new() { At = 0, Minor = 0, Terminal = terminal }).Terminal!.TotalsAt((uint)partition.Time.GetUtcNow().ToUnixTimeSeconds());
            Assert.Equal((payments, frauds), (totals.Month, totals.FraudsMonth));
        }
    }

    /// <summary>As the keeper does, but that now and then the process ends within it: some of the parts are stored, and it is not said that all are.</summary>
    static Task Save(Counterparties counterparties, Dictionary<int, byte[]> stored, Random random)
    {
        var begun = counterparties.BeginSaving();
        for (var shard = 0; shard < Counterparties.Shards; shard++)
        {
            if (random.Next(200) == 0)
                return Task.CompletedTask;
            if (counterparties.Save(shard) is { } saved)
                stored[shard] = saved;
        }
        counterparties.Saved(begun);
        return Task.CompletedTask;
    }
}
