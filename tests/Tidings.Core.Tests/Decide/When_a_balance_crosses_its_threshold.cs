using CsCheck;
using Tidings.Core.Customers;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using static Tidings.Core.Tests.Decide.Given;

namespace Tidings.Core.Tests.Decide;

public sealed class When_a_balance_crosses_its_threshold
{
    // Low balance alone, below 100, armed again at 110.
    static Given LowBalance() => new(rules: [.. PresetAlerts.Rules.Where(rule => rule.Id == "low-balance")]);

    [Theory, InlineData(100, 0), InlineData(99.99, 1)]
    public void It_is_low_below_the_threshold_not_at_it(decimal balance, int told) => Assert.Equal(told, LowBalance().Balance(balance).Drafts.Count);

    [Fact]
    public void It_is_told_once_and_the_rest_is_recorded()
    {
        var given = LowBalance();
        Assert.Equal(["low-balance"], given.Balance(50).Told());
        var again = given.Balance(40);
        Assert.Empty(again.Told());
        Assert.Equal(["low-balance:still-crossed"], again.NotTold());
    }

    [Theory, InlineData(109.99, 0), InlineData(110, 1)]
    public void It_is_armed_again_at_the_threshold_plus_the_margin(decimal recovered, int told)
    {
        var given = LowBalance();
        given.Balance(50);
        given.Balance(recovered);
        Assert.Equal(told, given.Balance(50).Drafts.Count);
    }

    [Fact]
    public void Any_sequence_of_balances_yields_one_alert_a_crossing() => Gen.Decimal[0, 200].List[1, 60].Sample(balances =>
    {
        var given = LowBalance();
        var (armed, crossings) = (true, 0);
        var told = 0;
        foreach (var balance in balances.Select(b => decimal.Round(b, 2)))
        {
            told += given.Balance(balance).Drafts.Count;
            if (armed && balance < 100)
                (armed, crossings) = (false, crossings + 1);
            else if (balance >= 110)
                armed = true;
        }
        return told == crossings;
    });

    [Fact]
    public void An_older_balance_that_comes_late_raises_nothing_and_replaces_nothing()
    {
        var given = LowBalance();
        given.Balance(500);
        var late = given.Happened(EventTypes.BalanceReported, e => e with { Account = "A-1", Balance = Eur(50), Time = e.Time.AddHours(-1) });
        Assert.Equal(["low-balance:stale-balance"], late.NotTold());
        Assert.Equal(Eur(500), given.State.FindAccount("A-1")!.Balance);
    }

    [Fact]
    public void Accounts_cross_each_for_itself()
    {
        var given = LowBalance();
        given.Balance(50);
        Assert.Equal(["low-balance"], given.Happened(EventTypes.BalanceReported, e => e with { Account = "A-2", Balance = Eur(50) }).Told());
    }

    [Fact]
    public void The_most_urgent_of_overdraft_warning_and_low_balance_is_told_alone()
    {
        var given = new Given();
        Assert.Equal(["low-balance"], given.Balance(80).Told());
        Assert.Equal(["overdraft-warning"], given.Balance(20).Told());
        Assert.Equal(["overdraft"], given.Balance(-5).Told());
        Assert.Empty(given.Happened(EventTypes.Overdrawn, e => e with { Account = "A-1", Balance = Eur(-5) }).Told());

        var sudden = new Given().Balance(-5);
        Assert.Equal(["overdraft"], sudden.Told());
        Assert.Equal(["low-balance:shadowed", "overdraft-warning:shadowed"], sudden.NotTold());
    }

    [Fact]
    public void What_was_told_by_the_more_urgent_alert_is_not_told_again_on_the_way_up()
    {
        var given = new Given();
        given.Balance(-5);
        Assert.Empty(given.Balance(10).Told());
        Assert.Empty(given.Balance(50).Told());
    }

    [Fact]
    public void Zero_is_not_overdrawn() => Assert.DoesNotContain("overdraft", new Given().Balance(0).Told());

    [Fact]
    public void The_transaction_that_takes_it_below_is_told_besides()
    {
        var decision = new Given().Posted(TransactionKind.CardPayment, 30, e => e with { Balance = Eur(70) });
        Assert.Equal(["card-payment", "low-balance"], decision.Told());
        Assert.Equal(Eur(70), decision.Drafts[0].Balance);
    }

    [Fact]
    public void Wish_before_setting_before_default()
    {
        var account = new Account { Id = "A-1", Holders = ["C-1"], Currency = "EUR", Masked = "**1", LowBalance = 200 };
        AlertPreference[] wishes = [new("low-balance", null, null, 300), new("low-balance", "A-1", null, 400)];
        Assert.Empty(LowBalance().Balance(150).Told());
        Assert.Equal(Eur(200), new Given(account: account).Balance(150).Drafts[0].Threshold);
        Assert.Equal(Eur(300), new Given(Ada with { Preferences = [wishes[0]] }, account: account).Balance(150).Drafts[0].Threshold);
        Assert.Equal(Eur(400), new Given(Ada with { Preferences = wishes }, account: account).Balance(150).Drafts[0].Threshold);
    }

    [Fact]
    public void A_wish_in_the_accounts_currency_holds_for_no_other()
    {
        var account = new Account { Id = "A-1", Holders = ["C-1"], Currency = "EUR", Masked = "**1" };
        var given = new Given(Ada with { Preferences = [new("low-balance", null, null, 300)] }, account: account);
        var decision = given.Happened(EventTypes.BalanceReported, e => e with { Account = "A-1", Balance = new Money(150, "USD") });
        Assert.Empty(decision.Told());
    }
}
