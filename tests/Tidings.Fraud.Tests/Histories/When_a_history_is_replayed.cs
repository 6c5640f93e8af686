using Tidings.Core.Decide.Fraud.Features;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Fraud.Banks;
using Tidings.Fraud.Histories;

namespace Tidings.Fraud.Tests.Histories;

public sealed class When_a_history_is_replayed
{
    static readonly List<LabelledPayment> Payments = GeneratedBank.Payments(new() { Customers = 100, Terminals = 80, Days = 60, Radius = 20, TerminalsADay = 1, CardsADay = 1 });

    [Fact]
    public void No_label_is_known_before_the_delay_is_over_and_each_one_after_it()
    {
        var (replay, known) = (new PaymentReplay(Payments), 0);
        while (!replay.Ended)
        {
            var features = replay.Step();
            Assert.Equal((0, 0), (features[(int)FraudFeature.TerminalFraudsDay], features[(int)FraudFeature.TerminalFraudsWeek]));
            known += features[(int)FraudFeature.TerminalFraudsMonth] > 0 ? 1 : 0;
        }
        Assert.True(known > 100);
    }

    [Fact]
    public void A_vector_does_not_know_its_own_payment_or_a_later_one()
    {
        var (whole, cut) = (new FeatureRows(), new FeatureRows());
        new PaymentReplay(Payments).RunTo(uint.MaxValue, static _ => true, whole);
        new PaymentReplay([.. Payments.Take(2_000).Select(static (one, i) => i == 1_999 ? one with { Fraud = !one.Fraud } : one)]).RunTo(uint.MaxValue, static _ => true, cut);
        for (var row = 0; row < cut.Count; row++)
            Assert.Equal(whole[row].ToArray(), cut[row].ToArray());
    }

    [Fact]
    public void An_answer_and_the_banks_own_finding_are_one_fraud_of_the_customer()
    {
        var (ledger, features, one) = (new FraudLedger(), new float[FraudFeatures.Count], Payments[0]);
        ledger.Observe(one, features);
        ledger.Confirm(one, fraud: true);
        ledger.Confirm(one, fraud: true);
        ledger.Observe(one with { Payment = one.Payment with { At = one.Payment.At + Seconds.Week, Id = 9_999_999 } }, features);
        Assert.Equal((0.5f, 7f), (features[(int)FraudFeature.OwnFrauds], features[(int)FraudFeature.DaysSinceOwnFraud]));
    }
}
