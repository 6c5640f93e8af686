using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Core.Events;

namespace Tidings.Core.Tests.Decide.Fraud.Questions;

/// <summary>What is to be done about a payment: nothing is held for an answer that cannot come, and who asks again is told the same.</summary>
public sealed class When_a_bank_waits_for_advice
{
    static FraudAdvice Advice(AskedCustomer ada) => ada.Last.Fraud!.Value.Judged.Advice;

    static FraudAdvice Advised(AskedCustomer ada, decimal amount, int payment)
    {
        ada.Decide(new()
        {
            Source = "bank", Id = $"advised-{payment}", Type = EventTypes.CardAuthorisation, Time = ada.Now, Customer = "C-1", Amount = new(amount, "GBP"), Merchant = "SUN BOOKS", Status = "approved", CardLast4 = "4242", Country = "GB", Advised = true,
        });
        return Advice(ada);
    }

    [Fact]
    public void What_nobody_is_asked_about_is_not_held_for_an_answer()
    {
        var ada = new AskedCustomer();
        ada.Pay(750, status: "declined");
        ada.Reply("yes");
        Assert.Contains("please try again", ada.Text.Text, StringComparison.Ordinal);
        ada.Pay(750);
        Assert.Equal((FraudAdvice.Allow, default(ulong?)), (Advice(ada), ada.Last.Fraud!.Value.Question));

        var ben = new AskedCustomer();
        ben.Pay(750, at: ben.Now.AddDays(-2));
        Assert.Equal((FraudAdvice.Allow, default(ulong?)), (Advice(ben), ben.Last.Fraud!.Value.Question));
    }

    [Fact]
    public void What_comes_where_he_does_not_pay_is_to_be_declined()
    {
        var ada = new AskedCustomer(AskedCustomer.Live with { DeclineAt = 1_000 });
        ada.Pay(750);
        ada.Pay(760);
        Assert.Equal(FraudAdvice.Ask, Advice(ada));
        ada.Reply("no");
        ada.Pay(770);
        Assert.Equal(FraudAdvice.Decline, Advice(ada));
    }

    [Fact]
    public void It_is_told_the_same_again()
    {
        var ada = new AskedCustomer(AskedCustomer.Live with { DeclineAt = 51 });
        var told = new Dictionary<ulong, (FraudAdvice Advice, double Points, string Reasons)>();
        for (var payment = 0; payment < 26; payment++)
        {
            Advised(ada, payment == 0 ? 600 : 750 + payment, payment);
            var judged = ada.Last.Fraud!.Value;
            told.Add(ada.Last.Delta.EventKey, (judged.Judged.Advice, judged.Judged.Points, string.Join(", ", judged.Judged.Reasons.Select(static reason => reason.Words))));
        }
        ada.Restore();
        Assert.All(told, one =>
        {
            var again = ada.State.Fraud!.AdviceOn(one.Key)!;
            Assert.Equal(one.Value, (again.Advice, again.Points, string.Join(", ", again.Reasons)));
            Assert.Equal(ada.Question.Row, again.Row);
        });
        // One that nothing was said of.
        Assert.Equal(FraudAdvice.Allow, ada.State.Fraud!.AdviceOn(4_711)!.Advice);
    }

    [Fact]
    public void Of_what_may_be_forgotten_there_is_no_opinion_any_more_and_no_leave_to_go_on()
    {
        var ada = new AskedCustomer(AskedCustomer.Live with { DeclineAt = 51 });
        var keys = new List<ulong>();
        for (var payment = 0; payment < 60; payment++)
        {
            Advised(ada, payment == 0 ? 600 : 750 + payment, payment);
            keys.Add(ada.Last.Delta.EventKey);
        }
        Assert.Null(ada.State.Fraud!.AdviceOn(keys[25]));
        Assert.NotEqual(FraudAdvice.Allow, ada.State.Fraud!.AdviceOn(keys[59])!.Advice);
    }

    [Fact]
    public void A_declined_authorisation_awaits_no_booking()
    {
        var ada = new AskedCustomer();
        ada.Pay(750, status: "declined");
        ada.Pay(750, type: EventTypes.TransactionPosted);
        Assert.DoesNotContain(ada.Last.Delta.Changes, static change => change is PaymentBooked);
        Assert.Single(ada.Question.Gathered);
    }

    [Fact]
    public void A_time_to_come_is_taken_for_now()
    {
        var ada = new AskedCustomer();
        ada.Pay(20, at: ada.Now.AddYears(50));
        Assert.Equal((uint)ada.Now.ToUnixTimeSeconds(), Assert.Single(ada.Last.Delta.Changes.OfType<PaymentSeen>()).Payment.At);
    }
}
