using Tidings.Core.Customers;
using Tidings.Core.Events;
using Tidings.Core.Tests.Decide;
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
        // Some of them, with eight transactions each; the rest is arithmetic.
        const int sample = 5000;
        var template = new Given();
        for (var i = 0; i < 8; i++)
            template.Posted(TransactionKind.CardPayment, i + 1, e => e with { Merchant = "Mill Cafe", Balance = Eur(500) });
        var snapshot = template.State.Snapshot();
        var states = new CustomerState[sample];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < sample; i++)
            states[i] = CustomerState.Restore(snapshot);
        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / sample;
        Assert.InRange(each, 1, 1000);
        // What is reckoned, by which the longest quiet leave, is near what is measured.
        Assert.InRange(states[0].Bytes, each * 0.8, each * 1.25);
    }
}
