using Tidings.Core.Decide.Fraud;
using Tidings.Core.Decide.Fraud.Features;
using Tidings.Fraud.Histories;
using Tidings.Fraud.Training;

namespace Tidings.Fraud.Protocols;

/// <summary>The vectors of one split: those to train on and those of the test that count.</summary>
internal sealed class FoldRows(HandbookSplit split, IReadOnlyList<LabelledPayment> payments, FeatureRows train, FeatureRows test)
{
    /// <summary>What the handbook's own set knows, by our names.</summary>
    static readonly FraudFeature[] Handbook =
    [
        FraudFeature.Amount, FraudFeature.Weekend, FraudFeature.Night,
        FraudFeature.CountDay, FraudFeature.CountWeek, FraudFeature.CountMonth, FraudFeature.MeanDay, FraudFeature.MeanWeek, FraudFeature.MeanMonth,
        FraudFeature.TerminalDelayedDay, FraudFeature.TerminalDelayedWeek, FraudFeature.TerminalDelayedMonth,
        FraudFeature.TerminalRiskDay, FraudFeature.TerminalRiskWeek, FraudFeature.TerminalRiskMonth,
    ];

    static readonly FraudFeature[] WithoutLabels = [.. Enum.GetValues<FraudFeature>().Except(FraudFeatures.NeedLabels)];

    public Figures Learned(TrainingOptions options) => Learned(train, test, options);

    public Figures LearnedOfTheHandbooksFeatures(TrainingOptions options) => Learned(train.Only(Handbook), test.Only(Handbook), options);

    /// <summary>The untrained score, with labels as features but not to learn from.</summary>
    public Figures RulesOnly() => Untrained(test);

    /// <summary>The untrained score where nobody ever confirms anything.</summary>
    public Figures LabelFree() => Untrained(test.Only(WithoutLabels));

    Figures Learned(FeatureRows train, FeatureRows test, TrainingOptions options)
    {
        var model = FraudTraining.Train(TrainingRows.Of(train, payments), options);
        return Figures.Of(Scored(test, row => model.Score(test[row])));
    }

    Figures Untrained(FeatureRows test)
    {
        var rules = new UntrainedScore(HighAmount());
        var points = new float[FraudFeatures.Count];
        return Figures.Of(Scored(test, row => rules.Score(test[row], points)));
    }

    /// <summary>What one payment in a thousand of the training exceeds: no label is needed to know it.</summary>
    double HighAmount()
    {
        var amounts = Enumerable.Range(0, train.Count).Select(row => train[row][(int)FraudFeature.Amount]).Order().ToArray();
        return amounts[(int)(amounts.Length * 0.999)];
    }

    List<ScoredPayment> Scored(FeatureRows rows, Func<int, double> score)
    {
        var scored = new List<ScoredPayment>(rows.Count);
        for (var row = 0; row < rows.Count; row++)
        {
            var one = payments[rows.PaymentOf(row)];
            scored.Add(new(split.TestDay(one.Payment.At), one.Customer, one.Fraud, score(row)));
        }
        return scored;
    }
}
