using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using static Tidings.Core.Tests.Decide.Given;

namespace Tidings.Core.Tests.Decide;

public sealed class What_memory_may_say
{
    [Fact]
    public void A_payment_without_a_balance_is_told_without_one()
    {
        var given = new Given();
        given.Balance(500);
        var draft = Assert.Single(given.Posted(TransactionKind.CardPayment, 300).Drafts);
        Assert.Equal((null, null), (draft.Balance, draft.BalanceTime));
    }

    [Fact]
    public void An_older_balance_does_not_arm_the_alert_again()
    {
        var given = new Given();
        Assert.Equal(["low-balance"], given.Balance(50).Told());
        given.Now += TimeSpan.FromHours(1);
        given.Balance(49);
        given.Happened(EventTypes.BalanceReported, e => e with { Account = "A-1", Balance = Eur(400), Time = Noon });
        Assert.Equal(["low-balance:still-crossed"], given.Balance(48).NotTold());
    }

    [Fact]
    public void A_balance_that_trembles_around_zero_is_overdrawn_once()
    {
        var given = new Given();
        var balances = new[] { -1m, 0, -1, 9.99m, -1 };
        Assert.Equal(1, balances.Sum(balance => given.Balance(balance).Told().Count(static alert => alert == "overdraft")));
        given.Balance(10);
        Assert.Contains("overdraft", given.Balance(-1).Told());
    }

    static Decision NumberChanged(Given given) => given.Happened(EventTypes.ContactChanged, static e => e with { Contact = "phone", NewPhone = new Msisdn("15005550009") });

    static void ProfileChanges(Given given) => given.Happened(EventTypes.CustomerUpdated, static e => e with { Profile = Ada with { Phones = [new("15005550009")] } });

    [Fact]
    public void The_old_number_is_told_though_the_profile_came_first()
    {
        var given = new Given();
        ProfileChanges(given);
        Assert.Equal([("old", "15005550006"), ("new", "15005550009")], NumberChanged(given).Drafts.Select(static draft => (draft.Recipient, draft.To.Digits)));
    }

    [Fact]
    public void A_number_that_was_left_long_ago_is_not()
    {
        var given = new Given();
        ProfileChanges(given);
        given.Now += CustomerState.FormerPhoneKept + TimeSpan.FromMinutes(1);
        Assert.Equal(["new"], NumberChanged(given).Drafts.Select(static draft => draft.Recipient));
    }

    [Fact]
    public void The_former_number_outlives_a_snapshot()
    {
        var given = new Given();
        ProfileChanges(given);
        Assert.Equal("15005550006", CustomerState.Restore(given.State.Snapshot()).FormerPhone(given.Now)?.Digits);
    }

    [Fact]
    public void A_scheduled_promotion_does_not_reach_who_has_opted_out()
    {
        var rules = PresetsWith("balance-scheduled", static rule => rule with { Class = MessageClass.Promotional, OnByDefault = true });
        var given = new Given(Ada with { MarketingOptOut = true }, rules: rules);
        given.Balance(500);
        var due = given.Happened(EventTypes.BalanceDue, static e => e with { Account = "A-1" });
        Assert.Equal(["balance-scheduled:opted-out"], due.NotTold());
        Assert.Empty(due.Drafts);
    }

    [Fact]
    public void A_former_holder_is_not_told_the_balance_and_his_schedule_ends()
    {
        var wish = new AlertPreference("balance-scheduled", null, null, null, new(ScheduleEvery.Day, 1, new(8, 0)));
        var given = new Given(Ada with { Preferences = [wish] }, account: new Account { Id = "A-1", Holders = ["C-1"], Currency = "EUR", Masked = "**1" });
        given.Balance(500);
        Assert.NotNull(given.State.NextDue);
        given.Account = given.Account! with { Holders = ["C-2"] };
        given.Now = given.State.NextDue!.Value;
        Assert.Equal(["balance-scheduled:not-holder"], given.Happened(EventTypes.BalanceDue, static e => e with { Account = "A-1" }).NotTold());
        Assert.Null(given.State.NextDue);
    }

    [Theory, InlineData(999_999, false), InlineData(50, true)]
    public void A_mandatory_alerts_threshold_can_be_wished_lower_and_not_higher(int wished, bool ofCustomer)
    {
        var rules = PresetsWith("large-transaction", static rule => rule with { Mandatory = true, Shadows = [] });
        var given = new Given(Ada with { Preferences = [new AlertPreference("large-transaction", null, null, wished, null)] }, rules: rules);
        var decision = given.Posted(TransactionKind.CardPayment, 90_000);
        var draft = Assert.Single(decision.Drafts, static draft => draft.Rule.Id == "large-transaction");
        Assert.Contains(draft.Reasons, reason => reason.Text.Contains(ofCustomer ? "the customer's wish" : "the bank's default", StringComparison.Ordinal));
    }
}
