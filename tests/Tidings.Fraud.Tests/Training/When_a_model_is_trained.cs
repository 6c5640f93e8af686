using Microsoft.ML;
using Microsoft.ML.Data;
using Tidings.Core.Decide.Fraud;
using Tidings.Core.Decide.Fraud.Features;
using Tidings.Core.Decide.Fraud.Models;
using Tidings.Core.Events;
using Tidings.Fraud.Protocols;
using Tidings.Fraud.Training;

namespace Tidings.Fraud.Tests.Training;

public sealed class When_a_model_is_trained
{
    [Fact]
    public void Our_walker_gives_the_scores_that_LightGBM_gives_through_ML_NET()
    {
        var (context, rows) = (new MLContext(1), Learned.Rows.Test);
        var trained = FraudTraining.Trained(context, Learned.Rows.Train, Learned.Quick, seed: 1);
        var ours = new FraudModel([.. TreeExport.Trees(trained.Model.SubModel.TrainedTreeEnsemble, Learned.Rows.Train, weight: 1)], 1, 0);
        var theirs = trained.Transform(context.Data.LoadFromEnumerable(rows)).GetColumn<float>("Score").ToArray();
        Assert.True(rows.Count > 10_000);
        Assert.True(theirs.Distinct().Count() > 1_000);
        for (var i = 0; i < rows.Count; i++)
            Assert.Equal(theirs[i], ours.Score(rows[i].Features), 1e-5);
    }

    [Fact]
    public void It_finds_what_it_was_not_shown_better_than_fixed_points_do()
    {
        var model = FraudTraining.Train(Learned.Rows.Train, Learned.Quick);
        var (rules, points) = (new UntrainedScore(220), new float[FraudFeatures.Count]);
        var (learned, fixedPoints) = (Precision(row => model.Score(row)), Precision(row => rules.Score(row, points)));
        Assert.True(learned > fixedPoints, $"{learned} learned, {fixedPoints} by points");
        Assert.True(learned > 0.6, $"{learned} learned");
    }

    static double Precision(Func<float[], double> score) =>
        FraudMetrics.AveragePrecision([.. Learned.Rows.Test.Select((row, i) => new ScoredPayment(0, i, row.Label, score(row.Features)))]);

    /// <summary>Rows that were neither trained nor calibrated on.</summary>
    [Fact]
    public void Its_probabilities_are_what_happens()
    {
        var model = FraudTraining.Train(Learned.Rows.Train, Learned.Quick);
        var told = Learned.Rows.Test.Select(row => (Told: model.Probability(model.Score(row.Features)), row.Label)).OrderBy(static one => one.Told).ToArray();
        Assert.InRange(told.Average(static one => one.Told) / told.Average(static one => one.Label ? 1.0 : 0), 0.6, 1.6);
        var likely = told.Where(static one => one.Told > 0.8).ToArray();
        Assert.True(likely.Length > 20);
        Assert.True(likely.Average(static one => one.Label ? 1.0 : 0) > 0.7);
        Assert.True(told[..(told.Length / 2)].Average(static one => one.Label ? 1.0 : 0) < 0.02);
    }

    [Fact]
    public void It_is_read_back_as_it_was_and_the_same_rows_make_the_same_file()
    {
        var (model, errors) = (FraudTraining.Train(Learned.Rows.Train, Learned.Quick), new List<FieldError>());
        var file = FraudModelFile.Write(model);
        var read = FraudModelFile.Read(file, errors)!;
        Assert.Empty(errors);
        Assert.All(Learned.Rows.Test.Take(1_000), row => Assert.Equal(model.Score(row.Features), read.Score(row.Features)));
        Assert.Equal(file, FraudModelFile.Write(FraudTraining.Train(Learned.Rows.Train, Learned.Quick)));
    }

    [Fact]
    public void Its_parts_give_reasons_for_a_taken_over_account()
    {
        var model = FraudTraining.Train(Learned.Rows.Train, Learned.Quick);
        var parts = new float[FraudFeatures.Count];
        var row = Learned.Rows.Test.Where(static row => row.Label && row.Features[(int)FraudFeature.NewDevice] > 0 && row.Features[(int)FraudFeature.NewPayee] > 0)
            .MaxBy(row => model.Score(row.Features))!;
        var score = model.Contributions(row.Features, parts);
        Assert.Equal(score, model.Expected + parts.Sum(static part => (double)part), 1e-3);
        Assert.NotEmpty(FraudReasons.Of(row.Features, parts));
    }

    [Fact]
    public void Without_a_fraud_there_is_nothing_to_learn() =>
        Assert.Throws<ArgumentException>(static () => FraudTraining.Train([.. Learned.Rows.Train.Where(static row => !row.Label)], Learned.Quick));
}
