using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Core.Events;

namespace Tidings.Core.Tests.Decide.Fraud.Questions;

public sealed class When_a_customer_says_whether_it_was_he
{
    [Theory]
    [InlineData("YES"), InlineData("yes."), InlineData(" Y "), InlineData("Yes it was me"), InlineData("yep!!"), InlineData("Sí"), InlineData("si fui yo"), InlineData("Ja, das war ich"), InlineData("oui"), InlineData("evet"), InlineData("हाँ"), InlineData("نعم"), InlineData("yes please"), InlineData("👍"), InlineData("YES 1"), InlineData("yes1")]
    public void Yes_is_read_in_many_spellings(string text)
    {
        var ada = new AskedCustomer();
        ada.Pay(750);
        ada.Reply(text);
        Assert.Equal(QuestionStatus.Confirmed, ada.Question.Status);
        Assert.Contains("Thank you", ada.Text.Text, StringComparison.Ordinal);
        Assert.Contains(ada.Last.Delta.Changes, static change => change is PaymentLabelled { Fraud: false });
        Assert.DoesNotContain(ada.Last.Delta.Changes, static change => change is QuestionKept { OpensCase: true });
    }

    [Theory]
    [InlineData("NO"), InlineData("no!"), InlineData("N"), InlineData("Nope"), InlineData("not me"), InlineData("No it wasn't me"), InlineData("that was not me, block my card"), InlineData("no fui yo"), InlineData("Nein"), InlineData("das war ich nicht"), InlineData("ce n'est pas moi"), InlineData("hayır"), InlineData("नहीं"), InlineData("لا"), InlineData("❌"), InlineData("NO1"), InlineData("stop the payment")]
    public void No_is_read_in_many_spellings(string text)
    {
        var ada = new AskedCustomer();
        ada.Pay(750);
        ada.Reply(text);
        Assert.Equal(QuestionStatus.Denied, ada.Question.Status);
        Assert.Contains("was not you", ada.Text.Text, StringComparison.Ordinal);
        Assert.Contains(ada.Last.Delta.Changes, static change => change is PaymentLabelled { Fraud: true });
        Assert.Contains(ada.Last.Delta.Changes, static change => change is QuestionKept { OpensCase: true });
    }

    [Theory]
    [InlineData("who is this"), InlineData("yes and no"), InlineData("yes but not me"), InlineData("maybe"), InlineData("how much was it"), InlineData("call me")]
    public void What_is_neither_is_asked_again_once(string text)
    {
        var ada = new AskedCustomer();
        ada.Pay(750);
        ada.Reply(text);
        Assert.Contains("only YES or NO", ada.Text.Text, StringComparison.Ordinal);
        Assert.True(ada.Question.IsOpen);
        // The second time it is read as any other text.
        ada.Reply(text + " now");
        Assert.DoesNotContain("only YES or NO", ada.Text.Text, StringComparison.Ordinal);
        ada.Reply("no");
        Assert.Equal(QuestionStatus.Denied, ada.Question.Status);
    }

    [Fact]
    public void Thanks_are_no_answer_and_ask_for_none()
    {
        var ada = new AskedCustomer();
        ada.Pay(750);
        ada.Reply("thank you");
        Assert.Empty(ada.Texts);
        Assert.True(ada.Question.IsOpen);
    }

    [Fact]
    public void Without_a_question_yes_is_a_text_like_any_other()
    {
        var ada = new AskedCustomer();
        ada.Reply("yes");
        Assert.Equal("reply-unclear", ada.Text.Alert);
    }

    [Fact]
    public void What_was_declined_may_be_tried_again()
    {
        var ada = new AskedCustomer();
        ada.Pay(750, status: "declined");
        ada.Reply("yes");
        Assert.Contains("please try again", ada.Text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_open_questions_are_told_apart_by_their_numbers()
    {
        var ada = new AskedCustomer();
        ada.Pay(750, "FIRST");
        ada.Pay(800, "SECOND");
        ada.Reply("YES");
        Assert.Contains("YES 2 or NO 2", ada.Text.Text, StringComparison.Ordinal);
        Assert.All(ada.Questions, static question => Assert.True(question.IsOpen));
        ada.Reply("no 2");
        Assert.Equal([QuestionStatus.Open, QuestionStatus.Denied], ada.Questions.Select(static question => question.Status));
        Assert.Contains("SECOND", ada.Text.Text, StringComparison.Ordinal);
        // One is left, and needs no number.
        ada.Reply("yes");
        Assert.Equal([QuestionStatus.Confirmed, QuestionStatus.Denied], ada.Questions.Select(static question => question.Status));
    }

    [Fact]
    public void A_number_that_no_question_has_answers_none()
    {
        var ada = new AskedCustomer();
        ada.Pay(750);
        ada.Reply("YES 5");
        Assert.True(ada.Question.IsOpen);
    }

    [Fact]
    public void Who_denies_one_denies_all_that_belong_to_it_and_what_comes_there_after()
    {
        var ada = new AskedCustomer();
        ada.Pay(750);
        ada.Pay(760);
        ada.Reply("no");
        Assert.Equal(2, ada.Last.Delta.Changes.Count(static change => change is PaymentLabelled { Fraud: true }));
        ada.Pay(770);
        Assert.Empty(ada.Texts);
        Assert.Contains(ada.Last.Delta.Changes, static change => change is PaymentLabelled { Fraud: true });
    }

    [Fact]
    public void Who_confirmed_one_is_not_asked_at_the_same_shop_again_unless_it_would_be_declined()
    {
        var ada = new AskedCustomer(AskedCustomer.Live with { DeclineAt = 100 });
        ada.Pay(750);
        ada.Reply("yes");
        ada.Pay(760);
        Assert.Empty(ada.Texts);
        Assert.Contains("confirmed-before", ada.Suppressed, StringComparison.Ordinal);
        for (var i = 0; i < 8; i++)
            ada.Pay(10 + i);
        Assert.Equal(FraudAdvice.Decline, ada.Pay(60_000).Fraud!.Value.Judged.Advice);
        Assert.Contains("Was this you?", ada.Text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_may_take_a_yes_back_for_a_day_and_yes_no_no()
    {
        var ada = new AskedCustomer();
        ada.Pay(750);
        ada.Reply("yes");
        ada.Now += TimeSpan.FromHours(23);
        ada.Reply("no");
        Assert.Equal(QuestionStatus.Denied, ada.Question.Status);
        ada.Reply("yes");
        Assert.Equal(QuestionStatus.Denied, ada.Question.Status);

        var ben = new AskedCustomer();
        ben.Pay(750);
        ben.Reply("yes");
        ben.Now += TimeSpan.FromHours(25);
        ben.Reply("no");
        Assert.Equal(QuestionStatus.Confirmed, ben.Question.Status);
    }

    [Fact]
    public void Stop_ends_the_question_and_calls_a_person()
    {
        var ada = new AskedCustomer();
        ada.Pay(750);
        ada.Reply("STOP");
        Assert.True(ada.State.Stopped);
        Assert.Equal(QuestionStatus.Stopped, ada.Question.Status);
        Assert.Contains(ada.Last.Delta.Changes, static change => change is QuestionKept { OpensCase: true });
        ada.Wait(TimeSpan.FromHours(3));
        Assert.Empty(Tidings.Core.Decide.Schedules.DueEvents(ada.State, ada.Now));
        // Who has ended texts is asked all the same: nobody could tell him from who took his account over.
        ada.Pay(900, "ELSEWHERE");
        Assert.Contains("Was this you?", ada.Text.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Who_does_not_answer_is_reminded_once_and_then_a_person_is_called()
    {
        var ada = new AskedCustomer();
        ada.Pay(750);
        ada.Restore();
        ada.Wait(TimeSpan.FromMinutes(15));
        Assert.Contains("still need your answer", ada.Text.Text, StringComparison.Ordinal);
        ada.Wait(TimeSpan.FromMinutes(60));
        Assert.False(ada.Question.Due <= ada.Now);
        ada.Wait(TimeSpan.FromMinutes(45));
        Assert.Equal(QuestionStatus.Unanswered, ada.Question.Status);
        Assert.Contains(ada.Last.Delta.Changes, static change => change is QuestionKept { OpensCase: true });
        // Late is better than never, and the case is there already.
        ada.Restore();
        ada.Reply("NO");
        Assert.Equal(QuestionStatus.Denied, ada.Question.Status);
        Assert.DoesNotContain(ada.Last.Delta.Changes, static change => change is QuestionKept { OpensCase: true });
    }

    [Fact]
    public void The_bank_may_want_to_be_told_alone()
    {
        var ada = new AskedCustomer(AskedCustomer.Live with { Asking = new() { RemindAfter = TimeSpan.Zero, NoAnswer = FraudNoAnswer.Tell } });
        ada.Pay(750);
        ada.Wait(TimeSpan.FromHours(2));
        Assert.Equal(QuestionStatus.Unanswered, ada.Question.Status);
        Assert.Empty(ada.Texts);
        Assert.DoesNotContain(ada.Last.Delta.Changes, static change => change is QuestionKept { OpensCase: true });
    }

    [Theory, InlineData("yes"), InlineData("no")]
    public void An_answer_from_a_number_that_was_changed_lately_proves_nothing(string text)
    {
        var ada = new AskedCustomer();
        ada.Register(Given.Ada with { Phones = [new("447700900999")] });
        ada.Now += TimeSpan.FromDays(6);
        ada.Pay(750);
        ada.Reply(text, "447700900999");
        Assert.Equal(QuestionStatus.Untrusted, ada.Question.Status);
        Assert.DoesNotContain(ada.Last.Delta.Changes, static change => change is PaymentLabelled);
        Assert.Contains(ada.Last.Delta.Changes, static change => change is QuestionKept { OpensCase: true });
        Assert.Empty(ada.Texts);

        var ben = new AskedCustomer();
        ben.Register(Given.Ada with { Phones = [new("447700900999")] });
        ben.Now += TimeSpan.FromDays(8);
        ben.Pay(750);
        ben.Reply(text, "447700900999");
        Assert.NotEqual(QuestionStatus.Untrusted, ben.Question.Status);
    }

    [Fact]
    public void The_next_payment_there_by_anybody_is_judged_by_it()
    {
        var spans = new Counterparties();
        var (ada, ben) = (new AskedCustomer(counterparties: spans), new AskedCustomer(counterparties: spans));
        ben.Pay(20);
        var before = ben.Pay(21).Fraud!.Value.Judged.Points;
        ada.Pay(750);
        ada.Reply("no");
        var after = ben.Pay(22).Fraud!.Value.Judged.Points;
        Assert.True(after > before, $"{before} before, {after} after");
        // A confirmed one moves nothing up.
        var cleo = new AskedCustomer(counterparties: spans);
        cleo.Pay(20, "OTHER");
        var other = cleo.Pay(21, "OTHER").Fraud!.Value.Judged.Points;
        cleo.Pay(750, "OTHER");
        cleo.Reply("yes");
        Assert.Equal(other, cleo.Pay(22, "OTHER").Fraud!.Value.Judged.Points, 3.0);
    }

    [Fact]
    public void Closing_ends_what_is_asked()
    {
        var ada = new AskedCustomer();
        ada.Pay(750);
        ada.Decide(new BankEvent { Source = "bank", Id = "close", Type = EventTypes.CustomerClosed, Time = ada.Now, Customer = "C-1" });
        Assert.Null(ada.State.Fraud);
        Assert.Null(ada.State.NextDue);
    }
}
