using MemoryPack;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Messages;

namespace Tidings.Core.Tests.Decide.Fraud.Questions;

/// <summary>NO after several alerts, beside a question, or from a number that it does not come from.</summary>
public sealed class When_a_denial_may_mean_several
{
    const string Other = "447700900999";

    static AskedCustomer Told(params string[] merchants)
    {
        var ada = new AskedCustomer();
        foreach (var merchant in merchants)
        {
            ada.Pay(20, merchant);
            ada.Now += TimeSpan.FromMinutes(1);
        }
        return ada;
    }

    [Fact]
    public void The_last_one_is_asked_about_and_where_that_was_his_the_one_before()
    {
        var ada = Told("FIRST", "SECOND", "THIRD");
        ada.Reply("no");
        Assert.Contains("THIRD", ada.Text.Text, StringComparison.Ordinal);
        ada.Reply("yes");
        Assert.Contains("SECOND", ada.Text.Text, StringComparison.Ordinal);
        // One is open: it needs no number.
        Assert.Contains("Reply NO to report it", ada.Text.Text, StringComparison.Ordinal);
        ada.Reply("no");
        Assert.Contains("was not you", ada.Text.Text, StringComparison.Ordinal);
        Assert.Equal([("THIRD", QuestionStatus.Confirmed), ("SECOND", QuestionStatus.Denied)], ada.Questions.Select(static question => (question.Asked.Merchant!, question.Status)));
    }

    [Fact]
    public void When_all_were_his_he_is_thanked()
    {
        var ada = Told("FIRST", "SECOND");
        ada.Reply("no");
        ada.Reply("yes");
        ada.Reply("yes");
        Assert.Equal("fraud-yes", ada.Text.Alert);
        Assert.All(ada.Questions, static question => Assert.Equal(QuestionStatus.Confirmed, question.Status));
    }

    [Fact]
    public void What_he_was_told_after_his_no_is_not_what_he_meant()
    {
        var ada = Told("FIRST");
        ada.Reply("no");
        ada.Now += TimeSpan.FromMinutes(1);
        ada.Pay(20, "LATER");
        ada.Reply("yes");
        Assert.Equal("fraud-yes", ada.Text.Alert);
        Assert.Single(ada.Questions);
    }

    [Fact]
    public void Who_denies_one_may_deny_another()
    {
        var ada = Told("FIRST", "SECOND");
        ada.Reply("no");
        ada.Reply("no");
        ada.Reply("no");
        Assert.Contains("FIRST", ada.Text.Text, StringComparison.Ordinal);
        ada.Reply("no");
        Assert.All(ada.Questions, static question => Assert.Equal(QuestionStatus.Denied, question.Status));
        // Then there is nothing left.
        ada.Now += TimeSpan.FromHours(2);
        ada.Reply("no");
        Assert.Equal("reply-unclear", ada.Text.Alert);
    }

    [Fact]
    public void Three_are_remembered_and_none_that_he_was_asked_about()
    {
        var ada = Told("A", "B", "C", "D");
        Assert.Equal(["B", "C", "D"], ada.State.Fraud!.Told.Select(static told => told.Asked.Merchant));
        ada.Pay(750, "ASKED");
        ada.Pay(760, "ASKED");
        Assert.Equal(["B", "C", "D"], ada.State.Fraud!.Told.Select(static told => told.Asked.Merchant));
        Assert.InRange(ada.State.Fraud!.Bytes, 1, 6_000);
    }

    [Fact]
    public void What_it_adds_to_a_row_is_small()
    {
        var (with, without) = (new AskedCustomer(), new AskedCustomer(AskedCustomer.Live with { Asking = new() { DeniableFor = TimeSpan.Zero } }));
        Assert.InRange(RowOf(with) - RowOf(without), 1, 300);

        static int RowOf(AskedCustomer customer) => MemoryPackSerializer.Serialize(customer.Pay(20, "MERCHANT OF 20 CHARS", terminal: "T-1").Delta).Length;
    }

    [Fact]
    public void Beside_an_open_question_no_is_its_answer()
    {
        var ada = new AskedCustomer();
        ada.Pay(750, "ASKED");
        ada.Now += TimeSpan.FromMinutes(1);
        ada.Pay(20, "TOLD");
        ada.Reply("no");
        Assert.Equal(("ASKED", QuestionStatus.Denied), (ada.Question.Asked.Merchant, ada.Question.Status));
    }

    [Fact]
    public void After_a_question_was_given_up_the_payment_is_meant_that_he_was_told_of_since()
    {
        var ada = new AskedCustomer();
        ada.Pay(20, "BEFORE");
        ada.Pay(750, "GIVEN UP");
        ada.DoesNotAnswer();
        Assert.Equal(QuestionStatus.Unanswered, ada.Question.Status);
        ada.Now += TimeSpan.FromMinutes(1);
        ada.Pay(20, "SINCE");
        ada.Now += TimeSpan.FromMinutes(1);
        ada.Reply("no");
        Assert.Contains("SINCE", ada.Text.Text, StringComparison.Ordinal);
        ada.Reply("no");
        Assert.Equal([("GIVEN UP", QuestionStatus.Unanswered), ("SINCE", QuestionStatus.Denied)], ada.Questions.Select(static question => (question.Asked.Merchant!, question.Status)));
        // What he was told before it is not what he means now: the question takes the next answer.
        ada.Reply("no");
        Assert.Equal(QuestionStatus.Denied, ada.Questions[0].Status);
    }

    [Fact]
    public void What_he_was_told_while_a_question_was_open_is_not_meant_nor_where_he_names_the_question()
    {
        var ada = new AskedCustomer();
        ada.Pay(750, "GIVEN UP");
        ada.Now += TimeSpan.FromMinutes(1);
        ada.Pay(20, "MEANWHILE");
        ada.DoesNotAnswer();
        ada.Reply("no");
        Assert.Equal(("GIVEN UP", QuestionStatus.Denied), (ada.Question.Asked.Merchant, ada.Question.Status));

        var ben = new AskedCustomer();
        ben.Pay(750, "GIVEN UP");
        ben.DoesNotAnswer();
        ben.Now += TimeSpan.FromMinutes(1);
        ben.Pay(20, "SINCE");
        ben.Reply("no 1");
        Assert.Equal(("GIVEN UP", QuestionStatus.Denied), (ben.Question.Asked.Merchant, ben.Question.Status));
    }

    [Fact]
    public void No_that_takes_a_yes_back_is_not_about_what_he_was_told_before()
    {
        var ada = Told("TOLD");
        ada.Pay(750, "ASKED");
        ada.Reply("yes");
        ada.Now += TimeSpan.FromHours(1);
        ada.Reply("no");
        Assert.Equal(("ASKED", QuestionStatus.Denied), (ada.Question.Asked.Merchant, ada.Question.Status));
    }

    [Fact]
    public void Stop_is_stop()
    {
        var ada = Told("TOLD");
        ada.Reply("STOP");
        Assert.Equal("reply-stop", ada.Text.Alert);
        Assert.Empty(ada.Questions);
        Assert.True(ada.State.Stopped);
        // And he may still deny.
        ada.Reply("no");
        Assert.Equal("fraud-not-you", ada.Text.Alert);
    }

    [Fact]
    public void From_a_number_that_was_changed_lately_it_proves_nothing_and_a_person_looks()
    {
        var ada = new AskedCustomer();
        ada.Register(Given.Ada with { Phones = [new(Other)] });
        ada.Now += TimeSpan.FromDays(6);
        ada.Pay(20);
        ada.Reply("no", Other);
        Assert.Empty(ada.Texts);
        Assert.Contains("number-changed", ada.Suppressed, StringComparison.Ordinal);
        Assert.Equal((QuestionStatus.Untrusted, AskedBecause.DeniedAlert), (ada.Question.Status, ada.Question.AskedBecause));
        Assert.True(Assert.Single(ada.Last.Delta.Changes.OfType<QuestionKept>()) is { Asked: true, OpensCase: true });
        Assert.DoesNotContain(ada.Last.Delta.Changes, static change => change is PaymentLabelled);

        var ben = new AskedCustomer();
        ben.Register(Given.Ada with { Phones = [new(Other)] });
        ben.Now += TimeSpan.FromDays(8);
        ben.Pay(20);
        ben.Reply("no", Other);
        Assert.Equal("fraud-not-you", ben.Text.Alert);
    }

    [Fact]
    public void The_owner_whose_number_was_taken_since_is_heard_by_a_person()
    {
        var ada = Told("TOLD");
        ada.Register(Given.Ada with { Phones = [new(Other)] });
        // Who has the number now was told of nothing.
        ada.Reply("no", Other);
        Assert.Empty(ada.Questions);
        ada.Reply("no");
        Assert.DoesNotContain(ada.Texts, static text => text.Class == MessageClass.Fraud);
        Assert.Contains("another-number", ada.Suppressed, StringComparison.Ordinal);
        Assert.Equal(QuestionStatus.Untrusted, ada.Question.Status);
    }

    [Fact]
    public void From_his_second_number_it_is_a_text_like_any_other()
    {
        var ada = new AskedCustomer(profile: Given.Ada with { Phones = [Given.Ada.Phones[0], new(Other)] });
        ada.Pay(20);
        ada.Reply("no", Other);
        Assert.Empty(ada.Questions);
        Assert.Equal("reply-unclear", ada.Text.Alert);
    }

    [Fact]
    public void Of_those_who_share_a_number_only_the_one_who_was_texted_last_is_asked()
    {
        var (ada, ben) = (Told("ADA"), Told("BEN"));
        ada.Reply("no", sharers: 2, answered: false);
        Assert.Empty(ada.Questions);
        Assert.Empty(ada.Texts);
        ben.Reply("no", sharers: 2);
        Assert.True(ben.Question.IsOpen);
    }
}
