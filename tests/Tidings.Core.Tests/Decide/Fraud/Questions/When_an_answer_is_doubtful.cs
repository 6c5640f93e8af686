using Tidings.Core.Decide.Fraud.Questions;

namespace Tidings.Core.Tests.Decide.Fraud.Questions;

/// <summary>Answers from elsewhere, with stray digits, or to a question of several.</summary>
public sealed class When_an_answer_is_doubtful
{
    const string Second = "447700900888";

    [Theory, InlineData("yes"), InlineData("no")]
    public void From_another_number_than_the_one_he_was_asked_at_it_proves_nothing(string text)
    {
        // Who has taken an account over adds his own phone, and leaves the owner's where it is.
        var ada = new AskedCustomer();
        ada.Register(Given.Ada with { Phones = [Given.Ada.Phones[0], new(Second)] });
        ada.Pay(750);
        ada.Reply(text, Second);
        Assert.Equal(QuestionStatus.Untrusted, ada.Question.Status);
        Assert.DoesNotContain(ada.Last.Delta.Changes, static change => change is PaymentLabelled);
        Assert.Contains(ada.Last.Delta.Changes, static change => change is QuestionKept { OpensCase: true });
        Assert.Empty(ada.Texts);
    }

    [Fact]
    public void From_a_number_that_came_where_there_was_none_it_proves_nothing_either()
    {
        var ada = new AskedCustomer(profile: Given.Ada with { Phones = [] });
        ada.Register(Given.Ada with { Phones = [new(Second)] });
        ada.Pay(750);
        ada.Reply("yes", Second);
        Assert.Equal(QuestionStatus.Untrusted, ada.Question.Status);
    }

    [Fact]
    public void With_a_number_that_no_question_has_it_is_asked_again()
    {
        var ada = new AskedCustomer();
        ada.Pay(750);
        ada.Reply("No, not me, call me at 5");
        Assert.Contains("only YES or NO", ada.Text.Text, StringComparison.Ordinal);
        Assert.True(ada.Question.IsOpen);
    }

    [Fact]
    public void Of_one_that_is_open_and_one_that_was_given_up_the_open_one_is_meant()
    {
        var ada = new AskedCustomer();
        ada.Pay(750, "FIRST");
        ada.DoesNotAnswer();
        ada.Pay(800, "SECOND");
        // Its text names no number, since it is the only one that is open.
        Assert.Contains("Reply YES or NO.", ada.Text.Text, StringComparison.Ordinal);
        ada.Reply("no");
        Assert.Equal([QuestionStatus.Unanswered, QuestionStatus.Denied], ada.Questions.Select(static question => question.Status));
        // Then the other one is left.
        ada.Reply("yes");
        Assert.Equal([QuestionStatus.Confirmed, QuestionStatus.Denied], ada.Questions.Select(static question => question.Status));
    }

    [Fact]
    public void The_owner_is_heard_after_who_proves_nothing()
    {
        var ada = new AskedCustomer();
        ada.Register(Given.Ada with { Phones = [Given.Ada.Phones[0], new(Second)] });
        ada.Pay(750);
        ada.Reply("yes", Second);
        // Once is enough for the bank to hear of it.
        ada.Reply("yes yes", Second);
        Assert.DoesNotContain(ada.Last.Delta.Changes, static change => change is QuestionKept);
        ada.Reply("no");
        Assert.Equal(QuestionStatus.Denied, ada.Question.Status);
        Assert.Contains(ada.Last.Delta.Changes, static change => change is PaymentLabelled { Fraud: true });
    }

    [Fact]
    public void Who_wrote_stop_may_still_say_that_it_was_not_he()
    {
        var ada = new AskedCustomer();
        ada.Pay(750);
        ada.Reply("STOP");
        ada.Reply("no");
        Assert.Equal(QuestionStatus.Denied, ada.Question.Status);
    }

    [Fact]
    public void Waiting_makes_no_number_older_than_it_was_when_it_was_asked()
    {
        var ada = new AskedCustomer();
        ada.Register(Given.Ada with { Phones = [new("447700900999")] });
        ada.Now += TimeSpan.FromDays(6);
        ada.Pay(750);
        ada.Now += TimeSpan.FromDays(2);
        ada.Reply("yes", "447700900999");
        Assert.Equal(QuestionStatus.Untrusted, ada.Question.Status);
    }

    [Fact]
    public void Of_those_who_share_a_number_the_one_who_was_asked_is_answered()
    {
        var (ada, ben) = (new AskedCustomer(), new AskedCustomer());
        ada.Pay(750);
        ada.Reply("no", sharers: 2, answered: false);
        Assert.Contains("was not you", ada.Text.Text, StringComparison.Ordinal);
        ben.Reply("no", sharers: 2);
        Assert.Empty(ben.Texts);
    }
}
