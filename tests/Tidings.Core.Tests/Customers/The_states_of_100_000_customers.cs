using Tidings.Core.Customers;
using Tidings.Core.Events;
using Tidings.Core.Tests.Decide;
using Tidings.Core.Tests.Decide.Fraud.Questions;
using static Tidings.Core.Tests.Decide.Given;

namespace Tidings.Core.Tests.Customers;

/// <summary>Alone, because it looks at the size of the heap.</summary>
[Collection(nameof(The_states_of_100_000_customers))]
[CollectionDefinition(nameof(The_states_of_100_000_customers), DisableParallelization = true)]
public sealed class The_states_of_100_000_customers
{
    [Fact]
    public void Fit_into_100_MB()
    {
        var template = new Given();
        for (var i = 0; i < 8; i++)
            template.Posted(TransactionKind.CardPayment, i + 1, e => e with { Merchant = "Mill Cafe", Balance = Eur(500) });
        var snapshot = template.State.Snapshot();
        var (each, reckoned) = Measured(snapshot);
        Assert.InRange(each, 1, 1000);
        // What is reckoned, by which the longest quiet leave, is near what is measured.
        Assert.InRange(reckoned, each * 0.8, each * 1.25);
    }

    [Fact]
    public void Hold_what_each_was_told_of_in_less_than_150_bytes_a_payment()
    {
        var (none, three) = (Each(0), Each(3));
        Assert.InRange((three.Measured - none.Measured) / 3, 1, 150);
        Assert.InRange(three.Reckoned - none.Reckoned, (three.Measured - none.Measured) * 0.8, (three.Measured - none.Measured) * 1.25);
    }

    /// <summary>A state whose customer pays three times, and is told of so many.</summary>
    static (long Measured, long Reckoned) Each(int told)
    {
        var ada = new AskedCustomer();
        for (var i = 0; i < 3; i++)
            ada.Decide(new()
            {
                Source = "/core/cards", Id = $"0f8fad5b-d9cb-469f-a165-70867728950{i}", Type = EventTypes.CardAuthorisation, Status = "approved", Time = ada.Now.AddMilliseconds(-421), Customer = "C-1", Account = "A-1001-77",
                Amount = new(23.45m, "GBP"), Merchant = $"MERCHANT OF 20 CHAR{i}", Country = "GB", CardLast4 = "4242", Terminal = "T-1", Untold = i >= told,
            });
        Assert.Equal(told, ada.State.Fraud!.Told.Length);
        return Measured(ada.State.Snapshot());
    }

    /// <summary>Of some of them; the rest is arithmetic.</summary>
    static (long Measured, long Reckoned) Measured(byte[] snapshot)
    {
        const int sample = 5000;
        var states = new CustomerState[sample];
        // Once for what is made once, and then for what each takes: the least of three, since whatever else the process keeps meanwhile is added.
        Restore();
        var least = long.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            Array.Clear(states);
            var before = GC.GetTotalMemory(forceFullCollection: true);
            Restore();
            least = Math.Min(least, GC.GetTotalMemory(forceFullCollection: true) - before);
        }
        return (least / sample, states[0].Bytes);

        void Restore()
        {
            for (var i = 0; i < sample; i++)
                states[i] = CustomerState.Restore(snapshot);
        }
    }
}
