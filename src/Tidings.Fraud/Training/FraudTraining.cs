using Microsoft.ML;
using Microsoft.ML.Trainers.FastTree;
using Microsoft.ML.Trainers.LightGbm;
using Tidings.Core.Decide.Fraud.Models;

namespace Tidings.Fraud.Training;

/// <summary>Trains a model on rows of a bank's own history, offline, and calibrates it. One thread: the same rows and options give the same model on the same machine.</summary>
public static class FraudTraining
{
    /// <summary>One row in so many is kept from the model by which the calibration is fitted.</summary>
    const int CalibrationFold = 4;

    /// <exception cref="ArgumentException">There are no frauds among the rows, or nothing else.</exception>
    public static FraudModel Train(IReadOnlyList<TrainingRow> rows, TrainingOptions options)
    {
        if (!rows.Any(static row => row.Label) || rows.All(static row => row.Label))
            throw new ArgumentException("A model learns from frauds and from genuine payments; the rows have only one of them.", nameof(rows));
        var trees = Trees(rows, options);
        var (slope, offset) = Calibration(rows, options);
        return new(trees, slope, offset);
    }

    static List<FraudModelNode[]> Trees(IReadOnlyList<TrainingRow> rows, TrainingOptions options) =>
        [.. Enumerable.Range(0, options.Models).SelectMany(model => TreeExport.Trees(Ensemble(rows, options, options.Seed + model), rows, weight: 1.0 / options.Models))];

    /// <summary>
    /// What a score means is learned from rows that the scoring model has not seen: a model that is as large, trained on three rows of four, scores the fourth. Rows are dealt in turn, so that each has its part in every day.
    /// </summary>
    static (double Slope, double Offset) Calibration(IReadOnlyList<TrainingRow> rows, TrainingOptions options)
    {
        var seen = rows.Where(static (_, i) => i % CalibrationFold != 0).ToList();
        var held = rows.Where(static (_, i) => i % CalibrationFold == 0).ToList();
        if (!seen.Any(static row => row.Label) || !held.Any(static row => row.Label))
            return (1, 0);
        var model = new FraudModel(Trees(seen, options), 1, 0);
        return PlattScaling.Fit([.. held.Select(row => (model.Score(row.Features), row.Label))]);
    }

    internal static RegressionTreeEnsemble Ensemble(IReadOnlyList<TrainingRow> rows, TrainingOptions options, int seed) =>
        Trained(new MLContext(seed), rows, options, seed).Model.SubModel.TrainedTreeEnsemble;

    internal static Microsoft.ML.Data.BinaryPredictionTransformer<Microsoft.ML.Calibrators.CalibratedModelParametersBase<LightGbmBinaryModelParameters, Microsoft.ML.Calibrators.PlattCalibrator>> Trained(
        MLContext context, IReadOnlyList<TrainingRow> rows, TrainingOptions options, int seed)
    {
        var trainer = context.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
        {
            NumberOfIterations = options.Trees,
            NumberOfLeaves = options.Leaves,
            LearningRate = options.LearningRate,
            MinimumExampleCountPerLeaf = options.RowsALeaf,
            NumberOfThreads = 1,
            Seed = seed,
            Silent = true,
            Verbose = false,
            Booster = new GradientBooster.Options { FeatureFraction = options.FeatureShare, SubsampleFraction = options.RowShare, SubsampleFrequency = 1, L2Regularization = 1 },
        });
        return trainer.Fit(context.Data.LoadFromEnumerable(rows));
    }
}
