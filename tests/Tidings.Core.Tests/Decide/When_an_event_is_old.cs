using Tidings.Core.Events;
using static Tidings.Core.Tests.Decide.Given;

namespace Tidings.Core.Tests.Decide;

public sealed class When_an_event_is_old
{
    [Theory]
    [InlineData(7 * 24 * 60, true), InlineData((7 * 24 * 60) + 1, false)]
    public void It_is_told_up_to_the_alerts_age_and_recorded_after(int minutes, bool told)
    {
        var given = new Given();
        var decision = given.Posted(TransactionKind.CardPayment, 10, e => e with { Time = Noon - TimeSpan.FromMinutes(minutes) });
        Assert.Equal(told ? ["card-payment"] : [], decision.Told());
        Assert.Equal(told ? [] : ["card-payment:too-old"], decision.NotTold());
    }

    [Fact]
    public void The_bank_sets_the_age()
    {
        var given = new Given(rules: PresetsWith("card-payment", static rule => rule with { MaxAge = TimeSpan.FromHours(2) }));
        var decision = given.Posted(TransactionKind.CardPayment, 10, e => e with { Time = Noon - TimeSpan.FromHours(3) });
        Assert.Equal("it happened more than 2 hours ago", Assert.Single(decision.Suppressions).Reason.Text);
    }

    [Fact]
    public void An_old_balance_below_the_threshold_does_not_count_as_told()
    {
        var given = new Given();
        var old = given.Happened(EventTypes.BalanceReported, e => e with { Account = "A-1", Balance = Eur(60), Time = Noon - TimeSpan.FromDays(8) });
        Assert.Equal(["low-balance:too-old"], old.NotTold());
        Assert.Equal(["low-balance"], given.Balance(59).Told());
    }
}
