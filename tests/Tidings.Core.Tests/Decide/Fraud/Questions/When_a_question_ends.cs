using Tidings.Core.Decide.Fraud.Questions;

namespace Tidings.Core.Tests.Decide.Fraud.Questions;

public sealed class When_a_question_ends
{
    [Fact]
    public void It_is_told_once_however_much_is_decided_in_the_same_moment()
    {
        var ada = new AskedCustomer();
        ada.Pay(750);
        Assert.Equal([QuestionStatus.Open], News(ada));
        ada.Reply("no");
        Assert.Equal([QuestionStatus.Denied], News(ada));
        ada.Pay(760);
        Assert.Empty(News(ada));

        var ben = new AskedCustomer(profile: Given.Ada with { Phones = [] });
        ben.Pay(750);
        Assert.Equal([QuestionStatus.Unreachable], News(ben));
        ben.Pay(760);
        Assert.Empty(News(ben));
    }

    static QuestionStatus[] News(AskedCustomer customer) => [.. customer.Last.Delta.Changes.OfType<QuestionKept>().Select(static kept => DecidedQuestion.Of(kept)).OfType<DecidedQuestion>().Select(static news => news.Status)];
}
