using Tidings.Core.Decide.Fraud.Features;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Fraud.Banks;
using Tidings.Fraud.Histories;
using Tidings.Fraud.Protocols;
using Tidings.Fraud.Tests.Training;
using Tidings.Fraud.Training;

namespace Tidings.Fraud.Tests.Protocols;

public sealed class When_the_loop_is_closed
{
    static readonly HandbookSplit Split = new(HandbookFile.Start + (60 * Seconds.Day));

    static readonly List<LabelledPayment> Payments = GeneratedBank.Payments(new() { Customers = 400, Terminals = 500, Days = 82, Radius = 12, TerminalsADay = 0.5, CardsADay = 0.4 });

    static Dictionary<string, double> Run(double answer, bool eachIsTold = false) =>
        new ClosedLoop(Payments, Learned.Quick).Run(Split, new() { Answer = answer, EachIsTold = eachIsTold, AsksADay = 15 }).ToDictionary(static figure => figure.Name, static figure => figure.Value);

    [Fact]
    public void What_customers_answer_orders_the_payments_after_it_better()
    {
        var (open, closed) = (Run(0), Run(0.9, eachIsTold: true));
        Assert.Equal(0, open["answered"]);
        Assert.True(closed["average_precision"] > open["average_precision"] + 0.02, $"{open["average_precision"]} open, {closed["average_precision"]} closed");
    }

    [Fact]
    public void Nobody_is_asked_more_than_the_bank_wants_to_by_much()
    {
        var run = Run(0.6);
        Assert.InRange(run["answered"], run["asked"] * 0.5, run["asked"] * 0.7);
        Assert.InRange(run["asked"], 7 * 7 * 5, 7 * 7 * 30);
        Assert.InRange(run["frauds_asked"], 1, run["asked"]);
    }

    [Fact]
    public void The_next_payment_at_a_terminal_scores_higher_once_a_fraud_there_is_confirmed()
    {
        var model = FraudTraining.Train(Learned.Rows.Train, Learned.Quick);
        var (ledger, features) = (new FraudLedger(), new float[FraudFeatures.Count]);
        var at = HandbookFile.Start + (40 * Seconds.Day);
        for (var i = 0; i < 30; i++)
            ledger.Observe(Paid(i, at + ((uint)i * Seconds.Hour)), features);
        var now = at + (31 * Seconds.Hour);
        ledger.Observe(Paid(30, now), features);
        var before = model.Score(features);
        ledger.Confirm(Paid(28, at + (28 * Seconds.Hour)), fraud: true);
        ledger.Observe(Paid(31, now + 1), features);
        Assert.True(model.Score(features) > before, $"{before} before, {model.Score(features)} after");

        static LabelledPayment Paid(int id, uint at) => new(id % 3, new() { At = at, Minor = 2000, Id = (ulong)id + 1, Terminal = 5 }, Fraud: false, Scenario: 0);
    }

    [Fact]
    public void A_protocol_gives_its_figures_for_what_was_learned_for_points_and_for_a_bank_without_labels()
    {
        var figures = new HandbookProtocol(Payments, Learned.Quick).Run([Split]).ToDictionary(static figure => figure.Name, static figure => figure.Value);
        Assert.Equal(13, figures.Count);
        Assert.InRange(figures["average_precision"], 0.3, 1);
        Assert.True(figures["average_precision"] > figures["label_free_average_precision"]);
        Assert.True(figures["rules_only_average_precision"] > figures["label_free_average_precision"]);
        Assert.InRange(figures["auc_roc"], 0.7, 1);
    }

    [Fact]
    public void A_history_that_ends_before_the_test_is_refused() =>
        Assert.Throws<InvalidDataException>(static () => new HandbookProtocol(Payments, Learned.Quick).Run([HandbookSplit.Chapter3]));
}
