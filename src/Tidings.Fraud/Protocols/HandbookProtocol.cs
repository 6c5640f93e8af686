using Tidings.Fraud.Histories;
using Tidings.Fraud.Training;

namespace Tidings.Fraud.Protocols;

/// <summary>The handbook's chapters 3 and 5: labels come after a delay, the model is trained once a split. Figures are means over the splits.</summary>
public sealed class HandbookProtocol(IReadOnlyList<LabelledPayment> payments, TrainingOptions options)
{
    public IReadOnlyList<(string Name, double Value)> Run(IReadOnlyList<HandbookSplit> splits)
    {
        var folds = Folds(splits);
        return
        [
            .. Figures.Mean([.. folds.Select(fold => fold.Learned(options))]).Named(),
            .. Figures.Mean([.. folds.Select(fold => fold.LearnedOfTheHandbooksFeatures(options))]).Named("handbook_features_"),
            .. Figures.Mean([.. folds.Select(static fold => fold.RulesOnly())]).Named("rules_only_"),
            .. Figures.Mean([.. folds.Select(static fold => fold.LabelFree())]).Named("label_free_"),
            ("folds", folds.Count),
        ];
    }

    List<FoldRows> Folds(IReadOnlyList<HandbookSplit> splits)
    {
        var rows = new FeatureRows();
        new PaymentReplay(payments).RunTo(splits.Max(static split => split.TestEnds), at => splits.Any(split => split.IsTraining(at) || split.IsTest(at)), rows);
        return [.. splits.Select(split => Fold(split, rows))];
    }

    FoldRows Fold(HandbookSplit split, FeatureRows rows)
    {
        var (train, test, tested) = (new FeatureRows(), new FeatureRows(), split.Tested(payments));
        for (var row = 0; row < rows.Count; row++)
        {
            if (split.IsTraining(payments[rows.PaymentOf(row)].Payment.At))
                train.Add(rows.PaymentOf(row), rows[row]);
            else if (tested.Contains(rows.PaymentOf(row)))
                test.Add(rows.PaymentOf(row), rows[row]);
        }
        if (train.Count == 0 || test.Count == 0)
            throw new InvalidDataException("The history does not reach over the days that are trained on and tested. Give the handbook's, or one that begins on 2018-04-01 and ends after the test.");
        return new(split, payments, train, test);
    }
}
