using Tidings.Core.Customers;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using static Tidings.Core.Tests.Decide.Given;

namespace Tidings.Core.Tests.Decide;

public sealed class What_customers_wish
{
    static Given Wishing(params AlertPreference[] wishes) => new(Ada with { Preferences = wishes });

    [Fact]
    public void An_alert_switched_off_is_not_sent_and_recorded()
    {
        var decision = Wishing(new AlertPreference("fee", null, false, null)).Posted(TransactionKind.Fee, 1);
        Assert.Empty(decision.Told());
        Assert.Equal(["fee:switched-off"], decision.NotTold());
    }

    [Fact]
    public void A_wish_for_the_account_goes_before_one_for_all_accounts()
    {
        var given = Wishing(new("fee", "A-1", true, null), new("fee", null, false, null));
        Assert.Equal(["fee"], given.Posted(TransactionKind.Fee, 1).Told());
        Assert.Empty(given.Posted(TransactionKind.Fee, 1, e => e with { Account = "A-2" }).Told());
    }

    [Fact]
    public void A_mandatory_alert_is_sent_all_the_same_and_says_so()
    {
        var decision = Wishing(new AlertPreference("password-changed", null, false, null)).Happened(EventTypes.PasswordChanged);
        Assert.Contains(Assert.Single(decision.Drafts).Reasons, reason => reason.Code == "mandatory");
    }

    [Fact]
    public void Where_the_exact_alert_is_switched_off_the_general_one_speaks()
    {
        var decision = Wishing(new AlertPreference("card-payment-abroad", null, false, null)).Posted(TransactionKind.CardPayment, 5, e => e with { Country = "FR" });
        Assert.Equal(["card-payment"], decision.Told());
    }

    [Theory, InlineData(49.99, false), InlineData(50, true)]
    public void A_smallest_amount_is_held_to_and_what_is_below_is_recorded(decimal amount, bool told)
    {
        var decision = Wishing(new AlertPreference("transfer-in", null, null, 50)).Posted(TransactionKind.TransferIn, amount);
        Assert.Equal(told ? ["transfer-in"] : [], decision.Told());
        Assert.Equal(told ? [] : ["transfer-in:below-threshold"], decision.NotTold());
    }

    [Fact]
    public void A_threshold_that_is_not_the_customers_to_set_stays() =>
        Assert.Equal(["low-balance"], Wishing(new AlertPreference("overdraft", null, null, 100)).Balance(50).Told());

    [Fact]
    public void Not_large_for_anybody_is_no_record() =>
        Assert.Empty(new Given().Posted(TransactionKind.TransferIn, 1).NotTold());

    [Fact]
    public void Marketing_opt_out_stops_promotional_and_nothing_else()
    {
        foreach (var @class in Enum.GetValues<MessageClass>())
        {
            var given = new Given(Ada with { MarketingOptOut = true }, rules: PresetsWith("fee", rule => rule with { Class = @class, Shadows = [] }));
            var decision = given.Posted(TransactionKind.Fee, 1);
            Assert.Equal(@class == MessageClass.Promotional ? ["fee:opted-out"] : [], decision.NotTold());
            Assert.Equal(@class == MessageClass.Promotional ? 0 : 1, decision.Drafts.Count);
        }
    }

    [Fact]
    public void Promotional_reaches_those_who_have_not_opted_out() =>
        Assert.Single(new Given(rules: PresetsWith("fee", rule => rule with { Class = MessageClass.Promotional, Shadows = [] })).Posted(TransactionKind.Fee, 1).Drafts);
}
