using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Tests.Decide.Fraud.Questions;

/// <summary>Who is asked about a payment, and who is not.</summary>
public sealed class When_a_payment_is_unusual
{
    [Fact]
    public void Its_customer_is_asked_in_words_that_say_which_it_is()
    {
        var ada = new AskedCustomer();
        ada.Pay(20);
        Assert.Empty(ada.Questions);
        ada.Pay(750);
        Assert.Equal(MessageClass.Fraud, ada.Text.Class);
        Assert.Contains("Was this you?", ada.Text.Text, StringComparison.Ordinal);
        Assert.Contains("750", ada.Text.Text, StringComparison.Ordinal);
        Assert.Contains("SUN BOOKS", ada.Text.Text, StringComparison.Ordinal);
        Assert.Contains("(a high amount)", ada.Text.Text, StringComparison.Ordinal);
        // One question needs no number.
        Assert.Contains("Reply YES or NO", ada.Text.Text, StringComparison.Ordinal);
        Assert.Contains(ada.Text.Reasons, static reason => reason.Code == "fraud" && reason.Text.Contains("a high amount", StringComparison.Ordinal));
        Assert.True(ada.Question.IsOpen);
        Assert.NotEqual(default, ada.Question.Row);
    }

    [Fact]
    public void He_is_asked_in_his_language()
    {
        var ada = new AskedCustomer(profile: Given.Ada with { Language = "es" });
        ada.Pay(750);
        Assert.Contains("¿Ha sido usted?", ada.Text.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("a high amount", ada.Text.Text, StringComparison.Ordinal);
        Assert.Contains("(", ada.Text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void One_fraud_makes_one_question_and_not_ten()
    {
        var ada = new AskedCustomer();
        ada.Pay(750);
        for (var i = 1; i < 10; i++)
        {
            ada.Pay(750 + i);
            Assert.Empty(ada.Texts);
            Assert.Contains("gathered", ada.Suppressed, StringComparison.Ordinal);
        }
        Assert.Equal(9, ada.Question.Gathered.Length);
    }

    [Fact]
    public void Elsewhere_is_another_question_with_a_number_and_from_the_fourth_on_none()
    {
        var ada = new AskedCustomer();
        foreach (var (merchant, number) in (ReadOnlySpan<(string, string)>)[("A", ""), ("B", " 2"), ("C", " 3")])
        {
            ada.Pay(750, merchant);
            Assert.Contains($"YES{number} or NO{number}.", ada.Text.Text, StringComparison.Ordinal);
        }
        ada.Pay(750, "D");
        Assert.Empty(ada.Texts);
        Assert.Single(ada.Questions[^1].Gathered);
    }

    [Fact]
    public void Its_booking_is_no_other_payment()
    {
        var ada = new AskedCustomer();
        ada.Pay(750);
        ada.Pay(750, type: EventTypes.TransactionPosted);
        Assert.Empty(ada.Question.Gathered);
        Assert.Contains(ada.Last.Delta.Changes, static change => change is PaymentBooked);
        // The next one is.
        ada.Pay(750, type: EventTypes.TransactionPosted);
        Assert.Single(ada.Question.Gathered);
    }

    [Fact]
    public void What_is_old_or_to_be_kept_from_him_is_learned_and_not_asked()
    {
        var ada = new AskedCustomer();
        ada.Pay(750, at: ada.Now.AddDays(-2));
        Assert.Empty(ada.Questions);
        Assert.Contains("too-old", ada.Suppressed, StringComparison.Ordinal);
        ada.Pay(750, "B", untold: true);
        Assert.Empty(ada.Questions);
        Assert.False(ada.State.Fraud!.History.IsNew);
    }

    [Fact]
    public void In_shadow_it_is_written_down_and_nobody_is_asked()
    {
        var ada = new AskedCustomer(AskedCustomer.Live with { Mode = FraudMode.Shadow });
        ada.Pay(750);
        Assert.Empty(ada.Questions);
        Assert.Empty(ada.Texts);
        Assert.Contains("shadow", ada.Suppressed, StringComparison.Ordinal);
        Assert.False(ada.State.Fraud!.History.IsNew);
    }

    [Fact]
    public void Where_fraud_is_not_sought_nothing_is_remembered()
    {
        var ada = new AskedCustomer(AskedCustomer.Live with { Mode = FraudMode.Off });
        ada.Pay(750);
        Assert.Null(ada.State.Fraud);
        Assert.Null(ada.Last.Fraud);
    }

    [Fact]
    public void Who_has_no_number_gets_a_person_at_once()
    {
        var ada = new AskedCustomer(profile: Given.Ada with { Phones = [] });
        ada.Pay(750);
        Assert.Equal(QuestionStatus.Unreachable, ada.Question.Status);
        Assert.Contains(ada.Last.Delta.Changes, static change => change is QuestionKept { OpensCase: true, Asked: true });
    }

    [Fact]
    public void Another_holder_of_the_account_is_not_asked_too()
    {
        var ada = new AskedCustomer();
        ada.Decide(new() { Source = "bank", Id = "joint", Type = EventTypes.CardAuthorisation, Time = ada.Now, Customer = "C-1", Amount = new(750, "GBP"), Merchant = "A", Status = "approved", Unjudged = true });
        Assert.Null(ada.State.Fraud);
    }

    [Fact]
    public void Money_that_comes_in_is_no_payment()
    {
        var ada = new AskedCustomer();
        ada.Decide(new() { Source = "bank", Id = "in", Type = EventTypes.TransactionPosted, Kind = TransactionKind.Deposit, Credit = true, Time = ada.Now, Customer = "C-1", Amount = new(7_500, "GBP") });
        Assert.Null(ada.State.Fraud);
    }
}
