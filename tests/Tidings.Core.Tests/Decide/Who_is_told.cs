using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using static Tidings.Core.Tests.Decide.Given;

namespace Tidings.Core.Tests.Decide;

public sealed class Who_is_told
{
    static readonly Msisdn Old = new("15005550006"), New = new("15005550007"), Third = new("15005550008");

    static (string, Msisdn)[] Told(Decision decision) => [.. decision.Drafts.Select(draft => (draft.Recipient, draft.To))];

    static Decision PhoneChanged(Given given, Msisdn? oldPhone, Msisdn? newPhone) =>
        given.Happened(EventTypes.ContactChanged, e => e with { Contact = "phone", OldPhone = oldPhone, NewPhone = newPhone });

    [Fact]
    public void A_changed_number_is_told_to_the_old_and_the_new_one() =>
        Assert.Equal([("old", Third), ("new", New)], Told(PhoneChanged(new(), Third, New)));

    [Fact]
    public void Without_the_old_number_the_registered_one_is_told() =>
        Assert.Equal([("old", Old), ("new", New)], Told(PhoneChanged(new(), null, New)));

    [Fact]
    public void A_number_is_not_told_twice() => Assert.Equal([("new", Old)], Told(PhoneChanged(new(), null, Old)));

    [Fact]
    public void A_changed_address_is_told_to_the_first_number() =>
        Assert.Equal([("primary", Old)], Told(new Given(Ada with { Phones = [Old, Third] }).Happened(EventTypes.ContactChanged, e => e with { Contact = "address" })));

    [Fact]
    public void A_customer_without_a_number_is_not_told_and_that_is_recorded()
    {
        var decision = new Given(Ada with { Phones = [] }).Posted(TransactionKind.Fee, 1);
        Assert.Empty(decision.Told());
        Assert.Equal(["fee:no-phone"], decision.NotTold());
    }

    [Fact]
    public void Without_a_language_it_is_the_banks() => Assert.Equal("en", new Given(Ada with { Language = "" }).Posted(TransactionKind.Fee, 1).Drafts[0].Language);

    [Fact]
    public void Whoever_is_not_registered_is_not_told_and_that_is_recorded()
    {
        var given = new Given();
        var stranger = new CustomerState { Id = "C-2" };
        var happened = new BankEvent { Source = "bank", Id = "1", Type = EventTypes.PasswordChanged, Time = Noon, Customer = "C-2" };
        Assert.Equal(["password-changed:not-registered"], Decider.Decide(given.Book, stranger, null, happened, 1, Noon).NotTold());
    }

    [Fact]
    public void A_closed_customer_is_told_nothing_any_more()
    {
        var given = new Given(Ada with { Preferences = [new("balance-scheduled", null, true, null)] });
        given.Balance(500);
        var closing = given.Happened(EventTypes.CustomerClosed);
        Assert.Empty(closing.Told());
        Assert.IsType<CustomerClosed>(Assert.Single(closing.Delta.Changes));
        Assert.Null(given.State.NextDue);
        Assert.Equal(["password-changed:closed"], given.Happened(EventTypes.PasswordChanged).NotTold());
    }

    [Fact]
    public void Registered_again_he_is_told_again()
    {
        var given = new Given();
        given.Happened(EventTypes.CustomerClosed);
        given.Happened(EventTypes.CustomerUpdated, e => e with { Profile = Ada });
        Assert.Single(given.Happened(EventTypes.PasswordChanged).Drafts);
    }

    [Fact]
    public void One_event_yields_sixteen_messages_at_most()
    {
        var rules = Enumerable.Range(0, 20).Select(i => new AlertRule
        {
            Id = $"own-{i}", Title = "Own", Class = MessageClass.Transaction, Template = "own", Triggers = [new("bank.own", [])], Validity = TimeSpan.FromHours(1),
        });
        var decision = new Given(rules: [.. rules]).Happened("bank.own");
        Assert.Equal(MessageId.MaxMessagesAnEvent, decision.Drafts.Count);
        Assert.Equal(4, decision.Suppressions.Count(s => s.Reason.Code == "too-many"));
    }

    [Fact]
    public void A_text_is_valid_from_now_on_for_as_long_as_its_alert_says() =>
        Assert.Equal(Noon.AddHours(2), new Given().Happened(EventTypes.CardAuthorisation, e => e with { Status = "declined", Amount = Eur(1) }).Drafts[0].ValidUntil);
}
