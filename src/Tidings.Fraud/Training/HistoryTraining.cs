using Tidings.Core.Decide.Fraud.Features;
using Tidings.Core.Decide.Fraud.History;
using Tidings.Core.Decide.Fraud.Models;
using Tidings.Core.Decide.Fraud.Past;
using Tidings.Fraud.Histories;
using Tidings.Fraud.Protocols;

namespace Tidings.Fraud.Training;

/// <summary>
/// Trains a model on a bank's own history. The first days only fill what is remembered; the newest, whose frauds nobody knows yet, are left out; of the rest the last fifth is held out, and a model that knows nothing of it says
/// how well it is ordered. Then one is trained on all of it.
/// </summary>
public static class HistoryTraining
{
    /// <summary>Days in which habits are learned before anything is: a month, or a quarter of a short history.</summary>
    const uint MostWarmUp = Seconds.Month;

    public static HistoryTrained Run(IReadOnlyList<PastPayment> history, HistoryTrainingOptions options)
    {
        var payments = options.Until is { } until ? [.. history.TakeWhile(one => one.At < until)] : history;
        if (payments.Count == 0)
            return new HistoryTrained.Refused("There are no payments to learn from.");
        var (first, ends) = (payments[0].At, options.Until is { } end ? Math.Min(end, payments[^1].At + 1) : payments[^1].At + 1);
        var begins = first + Math.Min(MostWarmUp, (ends - first) / 4);
        var knownEnds = (long)ends - options.Delay;
        var split = (uint)Math.Max(0, knownEnds - Math.Max(Seconds.Day, (knownEnds - begins) / 5));
        if (split <= (long)begins + options.Delay)
        {
            return new HistoryTrained.Refused(
                $"The history is {(ends - first) / (double)Seconds.Day:0.#} days long. It is too short where {options.Delay / (double)Seconds.Day:0.#} days pass until a fraud is known: give three months or more.");
        }
        return Trained(Rows(payments, begins, (uint)knownEnds, options), begins, split, (uint)knownEnds, options);
    }

    static HistoryTrained Trained(KnownRows rows, uint begins, uint split, uint ends, HistoryTrainingOptions options)
    {
        var by = options.Until ?? uint.MaxValue - 1;
        var (early, heldOut) = (rows.Part(begins, split - options.Delay, split), rows.Part(split, ends, by));
        if (early.Frauds < options.FewestFrauds || heldOut.Frauds < options.FewestHeldOut)
        {
            return new HistoryTrained.Refused(
                $"There are too few frauds: {early.Frauds} among {early.Payments} payments to learn from and {heldOut.Frauds} among {heldOut.Payments} that are held out; {options.FewestFrauds} and {options.FewestHeldOut} are needed. "
                + "Give a longer history, or more labels. Until then fixed points and rules work without a model.");
        }
        if (early.Frauds == early.Payments)
            return new HistoryTrained.Refused("All payments to learn from are frauds. Give the genuine ones too: a model learns from what tells them apart.");
        var tried = FraudTraining.Train(rows.Learn(begins, split - options.Delay, split, options.MostRows), options.Trees);
        var figures = Figures.Of(Scored(rows, tried, heldOut, by));
        var model = FraudTraining.Train(rows.Learn(begins, ends, by, options.MostRows), options.Trees);
        return new HistoryTrained.Good(model, figures, rows.Part(begins, ends, by), heldOut, (double)heldOut.Frauds / heldOut.Payments);
    }

    static List<ScoredPayment> Scored(KnownRows rows, FraudModel model, HistoryPart part, uint by)
    {
        var scored = new List<ScoredPayment>(part.Payments);
        for (var row = rows.First(part.From); row < rows.Count && rows.At(row) < part.Until; row++)
            scored.Add(new((int)((rows.At(row) - part.From) / Seconds.Day), rows.Customer(row), rows.IsFraud(row, by), model.Score(rows[row])));
        return scored;
    }

    static KnownRows Rows(IReadOnlyList<PastPayment> payments, uint begins, uint ends, HistoryTrainingOptions options)
    {
        var (rows, replay, features) = (new KnownRows(), new HistoryReplay(payments, options.Rules, options.Delay), new float[FraudFeatures.Count]);
        foreach (var (past, _, one) in replay.Run())
        {
            if (one.Payment.At >= ends)
                break;
            if (one.Payment.At < begins)
                continue;
            FeatureVector.Fill(one.Payment, replay.Ledger.Customer(one.Customer), replay.Ledger.Around(one.Payment), features);
            rows.Add(one.Payment.At, one.Fraud ? HistoryReplay.KnownAt(past, options.Delay) : null, one.Customer, features);
        }
        return rows;
    }
}
