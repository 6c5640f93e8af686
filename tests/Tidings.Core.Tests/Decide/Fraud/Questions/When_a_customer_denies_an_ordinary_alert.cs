using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Core.Tests.Decide.Fraud.Questions;

/// <summary>Nobody asked: he was told of a payment as usual, and writes NO.</summary>
public sealed class When_a_customer_denies_an_ordinary_alert
{
    static AskedCustomer Told(FraudAsking? asking = null)
    {
        var ada = new AskedCustomer(asking is null ? null : AskedCustomer.Live with { Asking = asking });
        ada.Pay(20);
        Assert.Equal("card-payment", Assert.Single(ada.Last.Messages).Alert);
        return ada;
    }

    static bool Labels(AskedCustomer ada, bool fraud) => ada.Last.Delta.Changes.Any(change => change is PaymentLabelled labelled && labelled.Fraud == fraud);

    [Fact]
    public void He_is_asked_whether_he_means_the_payment_and_his_second_no_counts()
    {
        var ada = Told();
        var payment = ada.Last.Delta.EventKey;
        ada.Reply("NO");
        Assert.Equal((MessageClass.Fraud, "fraud-not-you"), (ada.Text.Class, ada.Text.Alert));
        Assert.Contains("20", ada.Text.Text, StringComparison.Ordinal);
        Assert.Contains("SUN BOOKS", ada.Text.Text, StringComparison.Ordinal);
        Assert.Contains("Reply NO to report it, YES if it was you.", ada.Text.Text, StringComparison.Ordinal);
        Assert.True(ada.Question.IsOpen);
        Assert.Equal((payment, AskedBecause.DeniedAlert), (ada.Question.Key, ada.Question.AskedBecause));
        Assert.False(Labels(ada, true));

        ada.Reply("no");
        Assert.Equal(QuestionStatus.Denied, ada.Question.Status);
        Assert.Contains("was not you", ada.Text.Text, StringComparison.Ordinal);
        Assert.Equal(payment, Assert.Single(ada.Last.Delta.Changes.OfType<PaymentLabelled>()).Payment.Id);
        Assert.True(Labels(ada, true));
        var ended = Assert.Single(ada.Last.Delta.Changes.OfType<QuestionKept>());
        Assert.True(ended.OpensCase);
        Assert.Equal((QuestionStatus.Denied, AskedBecause.DeniedAlert), (DecidedQuestion.Of(ended)!.Status, DecidedQuestion.Of(ended)!.AskedBecause));
    }

    [Fact]
    public void The_bank_hears_what_the_payment_was_judged_to_be()
    {
        var ada = new AskedCustomer(AskedCustomer.Live with { AskAt = 90 });
        var points = ada.Pay(750).Fraud!.Value.Judged.Points;
        Assert.InRange(points, 1, 89);
        ada.Reply("no");
        Assert.Equal(points, ada.Question.Points, 0.001);
    }

    [Fact]
    public void Who_says_then_that_it_was_he_has_blocked_nothing()
    {
        var ada = Told();
        ada.Reply("no");
        ada.Reply("yes");
        Assert.Equal(QuestionStatus.Confirmed, ada.Question.Status);
        Assert.Contains("was you", ada.Text.Text, StringComparison.Ordinal);
        Assert.True(Labels(ada, false));
        Assert.DoesNotContain(ada.Last.Delta.Changes, static change => change is QuestionKept { OpensCase: true });
    }

    [Theory]
    [InlineData("NO"), InlineData("no!"), InlineData("N"), InlineData("Nope"), InlineData("not me"), InlineData("No it wasn't me"), InlineData("that was not me, block my card"), InlineData("no fui yo"), InlineData("Nein"), InlineData("das war ich nicht")]
    [InlineData("ce n'est pas moi"), InlineData("hayır"), InlineData("नहीं"), InlineData("لا"), InlineData("❌"), InlineData("NO 2"), InlineData("stop the payment"), InlineData("FRAUD"), InlineData("this is fraud, please call me"), InlineData("I did not make this payment"), InlineData("una truffa!")]
    public void A_denial_is_read_in_many_spellings(string text)
    {
        var ada = Told();
        ada.Reply(text);
        Assert.Equal("fraud-not-you", ada.Text.Alert);
        Assert.True(ada.Question.IsOpen);
    }

    [Theory]
    [InlineData("no problem"), InlineData("No thanks"), InlineData("I have no money"), InlineData("¿Cuál es la dirección?"), InlineData("who is this"), InlineData("yes"), InlineData("ok"), InlineData("yes and no"), InlineData("call me"), InlineData("ha ha"), InlineData("2")]
    public void A_no_among_other_words_is_none(string text)
    {
        var ada = Told();
        ada.Reply(text);
        Assert.Empty(ada.Questions);
        Assert.DoesNotContain(ada.Texts, static message => message.Alert.StartsWith("fraud-", StringComparison.Ordinal));
    }

    [Fact]
    public void Where_nothing_was_told_no_is_a_text_like_any_other()
    {
        var ada = new AskedCustomer();
        ada.Reply("no");
        Assert.Equal("reply-unclear", ada.Text.Alert);
        // Learned from, and told to nobody.
        ada.Pay(20, untold: true);
        ada.Now += TimeSpan.FromHours(2);
        ada.Reply("no");
        Assert.Equal("reply-unclear", ada.Text.Alert);
        Assert.Empty(ada.Questions);
    }

    [Fact]
    public void It_may_be_denied_for_as_long_as_the_bank_says_and_not_longer()
    {
        var early = Told(new() { DeniableFor = TimeSpan.FromHours(5) });
        early.Now += TimeSpan.FromHours(5) - TimeSpan.FromSeconds(1);
        early.Reply("no");
        Assert.True(early.Question.IsOpen);

        var late = Told(new() { DeniableFor = TimeSpan.FromHours(5) });
        late.Now += TimeSpan.FromHours(5);
        late.Reply("no");
        Assert.Empty(late.Questions);
        Assert.Equal("reply-unclear", late.Text.Alert);

        Assert.Equal(TimeSpan.FromHours(24), new FraudAsking().DeniableFor);
    }

    [Fact]
    public void A_bank_that_wants_it_never_remembers_nothing_of_it()
    {
        var ada = Told(new() { DeniableFor = TimeSpan.Zero });
        Assert.Empty(ada.State.Fraud!.Told);
        ada.Reply("no");
        Assert.Empty(ada.Questions);
    }

    [Theory, InlineData(FraudMode.Shadow), InlineData(FraudMode.Off)]
    public void Where_nobody_is_asked_nothing_can_be_denied(FraudMode mode)
    {
        var ada = new AskedCustomer(AskedCustomer.Live with { Mode = mode });
        ada.Pay(20);
        ada.Reply("no");
        Assert.Empty(ada.Questions);
        Assert.DoesNotContain(ada.Last.Delta.Changes, static change => change is PaymentTold);
    }

    [Fact]
    public void A_question_that_nobody_answers_is_reminded_of_and_left_to_a_person()
    {
        var ada = Told();
        ada.Reply("no");
        ada.Wait(TimeSpan.FromMinutes(15));
        Assert.Equal("fraud-reminder", ada.Text.Alert);
        ada.Wait(TimeSpan.FromHours(2));
        Assert.Equal(QuestionStatus.Unanswered, ada.Question.Status);
        Assert.Contains(ada.Last.Delta.Changes, static change => change is QuestionKept { OpensCase: true });
    }

    [Fact]
    public void The_next_payment_there_by_anybody_is_judged_by_it()
    {
        var spans = new Counterparties();
        var (ada, ben) = (new AskedCustomer(counterparties: spans), new AskedCustomer(counterparties: spans));
        ben.Pay(20, terminal: "T-1");
        var before = ben.Pay(21, terminal: "T-1").Fraud!.Value.Judged.Points;
        ada.Pay(19, terminal: "T-1");
        ada.Reply("no");
        Assert.Equal(before, ben.Pay(22, terminal: "T-1").Fraud!.Value.Judged.Points, 3.0);
        ada.Reply("no");
        var after = ben.Pay(23, terminal: "T-1").Fraud!.Value.Judged.Points;
        Assert.True(after > before + 5, $"{before} before, {after} after");
    }

    [Fact]
    public void What_he_was_told_of_outlives_memory()
    {
        var ada = Told();
        ada.Restore();
        ada.Reply("no");
        Assert.Contains("SUN BOOKS", ada.Text.Text, StringComparison.Ordinal);
        ada.Restore();
        ada.Reply("no");
        Assert.Equal((QuestionStatus.Denied, AskedBecause.DeniedAlert), (ada.Question.Status, ada.Question.AskedBecause));
    }

    [Fact]
    public void A_bank_may_take_the_first_no_but_not_one_among_other_words()
    {
        var ada = Told(new() { DenyAtOnce = true });
        ada.Reply("NO, not me!");
        Assert.Equal((QuestionStatus.Denied, AskedBecause.DeniedAlert), (ada.Question.Status, ada.Question.AskedBecause));
        Assert.Equal("fraud-no", ada.Text.Alert);
        Assert.True(Labels(ada, true));
        var kept = Assert.Single(ada.Last.Delta.Changes.OfType<QuestionKept>());
        Assert.True(kept is { Asked: true, OpensCase: true });
        Assert.NotEqual(default, ada.Question.Row);

        var ben = Told(new() { DenyAtOnce = true });
        ben.Reply("is this a scam?");
        Assert.True(ben.Question.IsOpen);
        Assert.Equal("fraud-not-you", ben.Text.Alert);
    }

    [Fact]
    public void Closing_forgets_what_he_was_told()
    {
        var ada = Told();
        ada.Decide(new BankEvent { Source = "bank", Id = "close", Type = EventTypes.CustomerClosed, Time = ada.Now, Customer = "C-1" });
        Assert.Null(ada.State.Fraud);
    }
}
