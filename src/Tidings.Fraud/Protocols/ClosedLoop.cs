using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Models;
using Tidings.Fraud.Histories;
using Tidings.Fraud.Training;

namespace Tidings.Fraud.Protocols;

/// <summary>
/// Chapter 3's test while customers are asked. Weeks before it the loop begins: payments with the highest scores are asked about, and only what a customer answers is known before the delay is over. Each week the model is
/// trained anew on the newest weeks whose labels the bank has, with the vectors as they were when the payments happened, answers included; with one week that is in the end the protocol's own training week, and its own test.
/// </summary>
/// <remarks>A customer who says NO goes on paying here, as the data has it; his bank would block the card. So the figures say how payments are ordered, not what is lost.</remarks>
public sealed class ClosedLoop(IReadOnlyList<LabelledPayment> payments, TrainingOptions options)
{
    /// <summary>Weeks that the loop runs before the test.</summary>
    const int WeeksBefore = 6;

    /// <summary>A bank has the labels of what is older.</summary>
    const uint Known = Seconds.Week;

    uint Learned => (uint)TrainWeeks * Seconds.Week;

    /// <summary>Weeks that a model learns from: the newest whose labels the bank has. One is the handbook's.</summary>
    public int TrainWeeks { get; init; } = 1;

    public IReadOnlyList<(string Name, double Value)> Run(HandbookSplit split, AnswerOptions asked)
    {
        var replay = new PaymentReplay(payments);
        var answers = new Answers(asked);
        var rows = new FeatureRows();
        var begins = split.TestBegins - (WeeksBefore * Seconds.Week);
        replay.RunTo(begins, at => at + Known + Learned >= begins, rows);
        var tested = split.Tested(payments);
        var scored = new List<ScoredPayment>();
        for (var now = begins; now < split.TestEnds; now += Seconds.Week)
        {
            var model = Train(rows, now - Known - Learned, answers);
            Until(now + Seconds.Week, replay, model, answers, rows, (index, score) =>
            {
                var one = payments[index];
                if (tested.Contains(index))
                    scored.Add(new(split.TestDay(one.Payment.At), one.Customer, one.Fraud, score));
            });
        }
        return [.. Figures.Of(scored).Named(), ("asked", answers.Asked), ("frauds_asked", answers.FraudsAsked), ("answered", answers.Answered)];
    }

    void Until(uint ends, PaymentReplay replay, FraudModel model, Answers answers, FeatureRows rows, Action<int, double> scored)
    {
        while (!replay.Ended && replay.Now < ends)
        {
            var index = replay.Next;
            answers.Tell(replay.Now, payments, replay.Ledger);
            var features = replay.Step();
            rows.Add(index, features);
            var score = model.Score(features);
            scored(index, score);
            answers.Consider(index, payments[index], score);
        }
    }

    /// <summary>On the weeks that begin then: all their labels are known a delay after their end.</summary>
    FraudModel Train(FeatureRows rows, uint begins, Answers answers)
    {
        var learned = new FeatureRows();
        for (var row = 0; row < rows.Count; row++)
        {
            var at = payments[rows.PaymentOf(row)].Payment.At;
            if (at >= begins && at < begins + Learned)
                learned.Add(rows.PaymentOf(row), rows[row]);
        }
        var model = FraudTraining.Train(TrainingRows.Of(learned, payments), options);
        // The week after it was not trained on; its labels are not needed for this.
        answers.Restart(Enumerable.Range(0, rows.Count).Where(row => IsIn(row, begins + Learned))
            .Select(row => (payments[rows.PaymentOf(row)].Payment.At / Seconds.Day, payments[rows.PaymentOf(row)].Customer, model.Score(rows[row]))));
        return model;

        bool IsIn(int row, uint from) => payments[rows.PaymentOf(row)].Payment.At is var at && at >= from && at < from + Seconds.Week;
    }
}
