using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Models;
using Tidings.Fraud.Histories;
using Tidings.Fraud.Training;

namespace Tidings.Fraud.Protocols;

/// <summary>
/// Chapter 3's test while customers are asked. Weeks before it the loop begins: payments with the highest scores are asked about, and only what a customer answers is known before the delay is over. Each week the model is
/// trained anew on the newest week whose labels the bank has, with the vectors as they were when the payments happened, answers included; in the last week that is the protocol's own training week, and its own test.
/// </summary>
/// <remarks>A customer who says NO goes on paying here, as the data has it; his bank would block the card. So the figures say how payments are ordered, not what is lost.</remarks>
public sealed class ClosedLoop(IReadOnlyList<LabelledPayment> payments, TrainingOptions options)
{
    /// <summary>Weeks that the loop runs before the test.</summary>
    const int WeeksBefore = 6;

    public IReadOnlyList<(string Name, double Value)> Run(HandbookSplit split, AnswerOptions asked)
    {
        var replay = new PaymentReplay(payments);
        var answers = new Answers(asked);
        var rows = new FeatureRows();
        var begins = split.TestBegins - (WeeksBefore * Seconds.Week);
        replay.RunTo(begins, at => at + (2 * Seconds.Week) >= begins, rows);
        var tested = split.Tested(payments);
        var scored = new List<ScoredPayment>();
        for (var week = begins; week < split.TestEnds; week += Seconds.Week)
        {
            var model = Train(rows, week - (2 * Seconds.Week), answers);
            Week(replay, model, answers, rows, week + Seconds.Week, (index, score) =>
            {
                var one = payments[index];
                if (tested.Contains(index))
                    scored.Add(new(split.TestDay(one.Payment.At), one.Customer, one.Fraud, score));
            });
        }
        return [.. Figures.Of(scored).Named(), ("asked", answers.Asked), ("frauds_asked", answers.FraudsAsked), ("answered", answers.Answered)];
    }

    void Week(PaymentReplay replay, FraudModel model, Answers answers, FeatureRows rows, uint ends, Action<int, double> scored)
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

    /// <summary>On the week that begins then: all its labels are known a delay after its end.</summary>
    FraudModel Train(FeatureRows rows, uint begins, Answers answers)
    {
        var week = new FeatureRows();
        for (var row = 0; row < rows.Count; row++)
        {
            var at = payments[rows.PaymentOf(row)].Payment.At;
            if (at >= begins && at < begins + Seconds.Week)
                week.Add(rows.PaymentOf(row), rows[row]);
        }
        var model = FraudTraining.Train(TrainingRows.Of(week, payments), options);
        // The week after it was not trained on; its labels are not needed for this.
        answers.Restart(Enumerable.Range(0, rows.Count).Where(row => IsIn(row, begins + Seconds.Week))
            .Select(row => (payments[rows.PaymentOf(row)].Payment.At / Seconds.Day, payments[rows.PaymentOf(row)].Customer, model.Score(rows[row]))));
        return model;

        bool IsIn(int row, uint from) => payments[rows.PaymentOf(row)].Payment.At is var at && at >= from && at < from + Seconds.Week;
    }
}
