using Tidings.Core.Compose;
using Tidings.Core.Compose.Templates;
using Tidings.Core.Decide;
using Tidings.Core.Decide.Alerts;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Tests.Decide.Fraud.Questions;

/// <summary>What is suppressed is not told, and not to be denied; what waits is told when it goes; a booking tells of the payment that was authorised.</summary>
public sealed class When_a_payment_is_told_later_or_again
{
    static readonly IReadOnlyList<AlertRule> OfBookingsAlone = Given.PresetsWith("card-payment", static rule => rule with { Triggers = [.. rule.Triggers.Where(static trigger => trigger.On == EventTypes.TransactionPosted)] });

    [Fact]
    public void What_waits_for_the_end_of_the_quiet_hours_is_told_then()
    {
        var ada = new AskedCustomer(profile: Given.Ada with { QuietHours = new(new(11, 0), new(15, 0)) });
        ada.Book = With(ada, Given.Bank with { HomeCountry = "GB", WaitingClasses = [MessageClass.Transaction] });
        ada.Pay(20);
        // 13:00 in Berlin.
        Assert.Equal(ada.Now.AddHours(2), Assert.Single(ada.Last.Messages).NotBefore);
        ada.Reply("no");
        Assert.Empty(ada.Questions);
        ada.Now += TimeSpan.FromHours(25);
        ada.Reply("no");
        Assert.True(ada.Question.IsOpen);
    }

    [Fact]
    public void Of_two_the_one_is_meant_that_he_heard_of_last()
    {
        var ada = new AskedCustomer(profile: Given.Ada with { QuietHours = new(new(11, 0), new(15, 0)) });
        var waits = With(ada, Given.Bank with { HomeCountry = "GB", WaitingClasses = [MessageClass.Transaction] });
        (var atOnce, ada.Book) = (ada.Book, waits);
        ada.Pay(20, "HEARD LATER");
        ada.Book = atOnce;
        ada.Pay(20, "HEARD NOW");
        ada.Reply("no");
        Assert.Contains("HEARD NOW", ada.Text.Text, StringComparison.Ordinal);

        var ben = new AskedCustomer(profile: Given.Ada with { QuietHours = new(new(11, 0), new(15, 0)) }) { Book = waits };
        ben.Pay(20, "HEARD LATER");
        ben.Book = atOnce;
        ben.Pay(20, "HEARD NOW");
        ben.Now += TimeSpan.FromHours(3);
        ben.Reply("no");
        Assert.Contains("HEARD LATER", ben.Text.Text, StringComparison.Ordinal);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Of_two_texts_about_one_payment_the_first_to_go_tells_of_it(bool first)
    {
        var card = PresetAlerts.Rules.Single(static rule => rule.Id == "card-payment");
        var atOnce = card with { Id = "own-at-once", Class = MessageClass.Security };
        var ada = new AskedCustomer(profile: Given.Ada with { QuietHours = new(new(11, 0), new(15, 0)) });
        ada.Book = With(ada, Given.Bank with { HomeCountry = "GB", WaitingClasses = [MessageClass.Transaction] }, first ? [atOnce, card] : [card, atOnce]);
        ada.Pay(20);
        Assert.Equal(first, ada.Last.Messages[0].NotBefore is null);
        Assert.Equal(!first, ada.Last.Messages[1].NotBefore is null);
        ada.Reply("no");
        Assert.True(ada.Question.IsOpen);
    }

    [Fact]
    public void A_text_that_waits_goes_to_the_number_that_was_his_and_is_denied_from_there()
    {
        var ada = new AskedCustomer(profile: Given.Ada with { QuietHours = new(new(11, 0), new(15, 0)) });
        ada.Book = With(ada, Given.Bank with { HomeCountry = "GB", WaitingClasses = [MessageClass.Transaction] });
        ada.Pay(20);
        ada.Register(Given.Ada with { Phones = [new("447700900999")] });
        ada.Now += TimeSpan.FromHours(3);
        ada.Reply("no", "447700900999");
        Assert.Empty(ada.Questions);
        ada.Reply("no");
        Assert.Contains("another-number", ada.Suppressed, StringComparison.Ordinal);
        Assert.Equal(QuestionStatus.Untrusted, ada.Question.Status);
    }

    static Rulebook With(AskedCustomer ada, BankSettings bank, IReadOnlyList<AlertRule>? alerts = null)
    {
        var errors = new List<FieldError>();
        var book = Rulebook.Create(bank, alerts ?? PresetAlerts.Rules, new Composer(new TemplateBook(PresetTemplates.All)), null, errors, fraud: ada.Book.Fraud)!;
        Assert.Empty(errors);
        return book;
    }

    [Fact]
    public void What_is_switched_off_or_gathered_is_not_told()
    {
        var off = new AskedCustomer(profile: Given.Ada with { Preferences = [new("card-payment", null, false, null)] });
        off.Pay(20);
        Assert.Contains("switched-off", off.Suppressed, StringComparison.Ordinal);
        off.Reply("no");
        Assert.Empty(off.Questions);

        var gathered = new AskedCustomer(profile: Given.Ada with { Preferences = [new("small-debits", null, true, 50)] });
        gathered.Pay(20);
        Assert.Contains("gathered", gathered.Suppressed, StringComparison.Ordinal);
        gathered.Wait(TimeSpan.FromHours(8));
        Assert.Equal("small-debits", Assert.Single(gathered.Last.Messages).Alert);
        gathered.Reply("no");
        Assert.Empty(gathered.Questions);
    }

    [Fact]
    public void A_balance_that_crosses_its_threshold_tells_of_no_payment()
    {
        var ada = new AskedCustomer(profile: Given.Ada with { Preferences = [new("card-payment", null, false, null)] });
        ada.Decide(new() { Source = "bank", Id = "low", Type = EventTypes.TransactionPosted, Kind = TransactionKind.CardPayment, Time = ada.Now, Customer = "C-1", Account = "A-1", Amount = new(20, "GBP"), Balance = new(1, "GBP"), Merchant = "SUN BOOKS" });
        Assert.NotEmpty(ada.Last.Messages);
        Assert.DoesNotContain(ada.Last.Delta.Changes, static change => change is PaymentTold);
    }

    [Fact]
    public void A_booking_that_is_told_labels_the_payment_that_was_authorised_and_where()
    {
        var spans = new Counterparties();
        var (ada, ben) = (new AskedCustomer(counterparties: spans, alerts: OfBookingsAlone), new AskedCustomer(counterparties: spans));
        ben.Pay(20, terminal: "T-1");
        var before = ben.Pay(21, terminal: "T-1").Fraud!.Value.Judged.Points;
        ada.Pay(30, "ELSEWHERE", terminal: "T-2");
        ada.Pay(19, terminal: "T-1");
        var payment = ada.Last.Delta.EventKey;
        Assert.Empty(ada.Last.Messages);
        ada.Now += TimeSpan.FromDays(2);
        ada.Restore();
        ada.Pay(19, type: EventTypes.TransactionPosted);
        Assert.Contains(ada.Last.Delta.Changes, static change => change is PaymentBooked);
        Assert.Single(ada.Last.Messages);
        ada.Reply("no");
        ada.Reply("no");
        Assert.Equal(payment, ada.Question.Key);
        var after = ben.Pay(23, terminal: "T-1").Fraud!.Value.Judged.Points;
        Assert.True(after > before + 5, $"{before} before, {after} after");
        // The other one awaits its booking as before.
        ada.Pay(30, "ELSEWHERE", type: EventTypes.TransactionPosted);
        Assert.Contains(ada.Last.Delta.Changes, static change => change is PaymentBooked);
    }

    [Fact]
    public void Its_booking_told_again_is_the_same_payment_and_one_that_was_asked_about_is_not_denied_twice()
    {
        var again = Given.PresetsWith("card-payment", static rule => rule with { TellBookingAgain = true });
        var ada = new AskedCustomer(alerts: again);
        ada.Pay(20);
        ada.Now += TimeSpan.FromHours(3);
        ada.Pay(20, type: EventTypes.TransactionPosted);
        var told = Assert.Single(ada.State.Fraud!.Told);
        Assert.Equal(ada.Now, told.At);
        ada.Reply("no");
        Assert.True(ada.Question.IsOpen);

        var ben = new AskedCustomer(alerts: again);
        ben.Pay(750);
        ben.Reply("yes");
        ben.Pay(750, type: EventTypes.TransactionPosted);
        Assert.Empty(ben.State.Fraud!.Told);

        // Nor one that belongs to another's question.
        var eve = new AskedCustomer(alerts: again);
        eve.Pay(750);
        eve.Pay(760);
        eve.Pay(760, type: EventTypes.TransactionPosted);
        Assert.Contains(eve.Last.Messages, static message => message.Alert == "card-payment");
        Assert.Empty(eve.State.Fraud!.Told);
    }

    [Fact]
    public void What_the_bank_told_as_declined_may_be_denied()
    {
        var ada = new AskedCustomer();
        ada.Pay(20, status: "declined");
        Assert.Equal("payment-declined", Assert.Single(ada.Last.Messages).Alert);
        ada.Reply("no");
        ada.Reply("yes");
        Assert.Contains("please try again", ada.Text.Text, StringComparison.Ordinal);
    }
}
