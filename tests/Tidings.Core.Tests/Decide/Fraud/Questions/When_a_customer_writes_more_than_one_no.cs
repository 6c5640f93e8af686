using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Core.Events;

namespace Tidings.Core.Tests.Decide.Fraud.Questions;

/// <summary>He says it twice, says it and its contrary, or says something else in between: what he denied is denied once, and nothing that he did not mean.</summary>
public sealed class When_a_customer_writes_more_than_one_no
{
    static AskedCustomer Told(FraudAsking? asking, params string[] merchants)
    {
        var ada = new AskedCustomer(asking is null ? null : AskedCustomer.Live with { Asking = asking });
        foreach (var merchant in merchants)
        {
            ada.Pay(20, merchant);
            ada.Now += TimeSpan.FromMinutes(1);
        }
        return ada;
    }

    static int Denied(AskedCustomer ada) => ada.Last.Delta.Changes.OfType<QuestionKept>().Count(static kept => kept is { Ends: true, Question.Status: QuestionStatus.Denied });

    static void Say(AskedCustomer ada, string text)
    {
        ada.Reply(text);
        ada.Now += TimeSpan.FromMinutes(1);
    }

    [Fact]
    public void Saying_it_twice_takes_back_no_yes_to_another_payment()
    {
        var ada = Told(null, "FIRST", "SECOND");
        Say(ada, "no");
        Say(ada, "yes");
        Say(ada, "no");
        Assert.Equal(1, Denied(ada));
        Say(ada, "NO!!");
        Assert.Equal([("SECOND", QuestionStatus.Confirmed), ("FIRST", QuestionStatus.Denied)], ada.Questions.Select(static question => (question.Asked.Merchant!, question.Status)));
        Assert.Equal("reply-unclear", ada.Text.Alert);
        Assert.DoesNotContain(ada.Last.Delta.Changes, static change => change is PaymentLabelled);
    }

    [Fact]
    public void A_yes_that_came_last_is_taken_back_whichever_was_asked_last()
    {
        var ada = new AskedCustomer();
        ada.Pay(750, "FIRST");
        ada.Pay(750, "SECOND");
        Say(ada, "yes 2");
        Say(ada, "yes");
        Say(ada, "no");
        Assert.Equal([("FIRST", QuestionStatus.Denied), ("SECOND", QuestionStatus.Confirmed)], ada.Questions.Select(static question => (question.Asked.Merchant!, question.Status)));
    }

    [Fact]
    public void A_yes_before_the_last_no_stays_whichever_was_asked_first()
    {
        var ada = new AskedCustomer();
        foreach (var merchant in (string[])["FIRST", "SECOND", "THIRD"])
            ada.Pay(750, merchant);
        Say(ada, "no 2");
        Say(ada, "yes 3");
        Say(ada, "no 1");
        Say(ada, "no");
        Assert.Equal([QuestionStatus.Denied, QuestionStatus.Denied, QuestionStatus.Confirmed], ada.Questions.Select(static question => question.Status));
    }

    [Fact]
    public void After_a_yes_and_a_no_another_no_asks_about_the_one_before()
    {
        var ada = Told(null, "FIRST", "SECOND", "THIRD");
        Say(ada, "no");
        Say(ada, "yes");
        Say(ada, "no");
        Say(ada, "no");
        Assert.Contains("FIRST", ada.Text.Text, StringComparison.Ordinal);
        Assert.Equal([QuestionStatus.Confirmed, QuestionStatus.Denied, QuestionStatus.Open], ada.Questions.Select(static question => question.Status));
    }

    [Fact]
    public void Where_the_first_no_counts_the_second_asks()
    {
        var ada = Told(new() { DenyAtOnce = true }, "FIRST", "SECOND");
        Say(ada, "NO");
        Assert.Equal(("SECOND", QuestionStatus.Denied), (ada.Question.Asked.Merchant, ada.Question.Status));
        Say(ada, "NO!!!");
        Assert.Equal("fraud-not-you", ada.Last.Messages[0].Alert);
        Assert.Equal(("FIRST", QuestionStatus.Open), (ada.Questions[1].Asked.Merchant, ada.Questions[1].Status));
        Say(ada, "no");
        Assert.Equal(QuestionStatus.Denied, ada.Questions[1].Status);
        // Told of another one since, he means that.
        ada.Pay(20, "THIRD");
        Say(ada, "no");
        Assert.Equal(("THIRD", QuestionStatus.Denied), (ada.Questions[2].Asked.Merchant, ada.Questions[2].Status));
    }

    [Fact]
    public void Who_shares_his_number_is_asked_even_where_the_first_no_counts()
    {
        var ada = Told(new() { DenyAtOnce = true }, "FIRST");
        ada.Reply("NO", sharers: 2);
        Assert.True(ada.Question.IsOpen);
        Assert.Equal("fraud-not-you", ada.Text.Alert);
    }

    [Fact]
    public void Whatever_he_writes_between_the_two_noes_it_is_denied_once()
    {
        var ada = Told(null, "FIRST");
        Say(ada, "no");
        Say(ada, "yes, no");
        Assert.Equal("fraud-ask-again", ada.Text.Alert);
        Say(ada, "HELP");
        Assert.Equal("reply-help", ada.Text.Alert);
        Assert.True(ada.Question.IsOpen);
        Say(ada, "STOP");
        Assert.Equal(QuestionStatus.Stopped, ada.Question.Status);
        Say(ada, "no");
        Assert.Equal((QuestionStatus.Denied, 1), (ada.Question.Status, Denied(ada)));
        foreach (var text in (string[])["no", "yes", "NO", "no it was not me", "fraud"])
        {
            Say(ada, text);
            Assert.Equal((QuestionStatus.Denied, 0), (ada.Question.Status, Denied(ada)));
        }
    }

    [Theory, InlineData(FraudMode.Shadow), InlineData(FraudMode.Off)]
    public void When_the_rules_go_out_of_force_nothing_new_is_asked_and_what_was_asked_is_answered(FraudMode mode)
    {
        var (ada, ben) = (Told(null, "FIRST"), Told(null, "FIRST", "SECOND"));
        ben.Reply("no");
        ada.Book = ben.Book = new AskedCustomer(AskedCustomer.Live with { Mode = mode }).Book;
        ada.Reply("no");
        Assert.Empty(ada.Questions);
        ben.Reply("yes");
        Assert.Equal(QuestionStatus.Confirmed, ben.Question.Status);
        Assert.Equal("fraud-yes", ben.Text.Alert);
    }

    [Fact]
    public void A_payment_whose_currency_the_rules_do_not_know_may_be_denied()
    {
        var ada = new AskedCustomer();
        ada.Pay(9_000, "ABROAD", currency: "JPY");
        Assert.Null(ada.Last.Fraud);
        Say(ada, "no");
        Assert.Contains("ABROAD", ada.Text.Text, StringComparison.Ordinal);
        Say(ada, "no");
        Assert.Equal((QuestionStatus.Denied, 1), (ada.Question.Status, Denied(ada)));
        Assert.Single(ada.Last.Delta.Changes.OfType<PaymentLabelled>(), static labelled => labelled.Fraud && labelled.Payment.Merchant != 0);
    }

    [Fact]
    public void The_other_holders_of_a_joint_account_can_deny_nothing()
    {
        var ada = new AskedCustomer();
        ada.Decide(new() { Source = "bank", Id = "joint", Type = EventTypes.CardAuthorisation, Time = ada.Now, Customer = "C-1", Amount = new(20, "GBP"), Merchant = "SUN BOOKS", Status = "approved", Unjudged = true });
        Assert.Single(ada.Last.Messages);
        ada.Reply("no");
        Assert.Empty(ada.Questions);
    }

    [Fact]
    public void His_next_payment_at_the_same_place_is_judged_by_it()
    {
        var ada = new AskedCustomer(AskedCustomer.Live with { DeclineAt = 1_000 });
        ada.Pay(20, terminal: "T-1");
        Say(ada, "no");
        Say(ada, "no");
        ada.Pay(600, terminal: "T-1");
        Assert.Equal(FraudAdvice.Decline, ada.Last.Fraud!.Value.Judged.Advice);
        Assert.Contains(ada.Last.Delta.Changes, static change => change is PaymentLabelled { Fraud: true });
        Assert.DoesNotContain(ada.Last.Messages, static message => message.Alert == "fraud-ask");
        Assert.Equal(2, ada.Question.Gathered.Length + 1);
        var ordinary = ada.Pay(20, terminal: "T-1").Fraud!.Value.Judged;
        Assert.True(ordinary.Advice == FraudAdvice.Decline, $"{ordinary.Points} points: {ordinary.Advice}");
    }
}
