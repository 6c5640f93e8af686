using Tidings.Core.Events;
using static Tidings.Core.Tests.Decide.Given;

namespace Tidings.Core.Tests.Decide;

public sealed class When_an_event_is_ahead_of_its_time
{
    [Fact]
    public void The_balances_that_come_after_it_are_not_stale()
    {
        var given = new Given();
        given.Happened(EventTypes.BalanceReported, e => e with { Account = "A-1", Balance = Eur(500), Time = Noon.AddHours(20) });
        Assert.Equal(Noon, given.State.FindAccount("A-1")!.BalanceTime);
        given.Now = Noon.AddMinutes(1);
        Assert.Equal(["low-balance"], given.Balance(50).Told());
    }

    [Fact]
    public void A_transaction_of_nothing_is_not_told_but_the_balance_that_it_tells_is()
    {
        var given = new Given();
        given.Balance(500);
        var decision = given.Posted(TransactionKind.CardPayment, 0, e => e with { Balance = Eur(50) });
        Assert.Equal(["low-balance"], decision.Told());
        Assert.Contains("card-payment:nothing-booked", decision.NotTold());
    }
}
