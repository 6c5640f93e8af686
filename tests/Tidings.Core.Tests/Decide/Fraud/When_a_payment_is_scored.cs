using Tidings.Core.Decide.Fraud;
using Tidings.Core.Decide.Fraud.Features;
using Tidings.Core.Decide.Fraud.History;

namespace Tidings.Core.Tests.Decide.Fraud;

public sealed class When_a_payment_is_scored
{
    [Theory]
    [InlineData(100, 1, -1)]
    [InlineData(100.01f, 1, 0.5)]
    [InlineData(100, 2, -0.75)]
    [InlineData(101, 3, 0.75)]
    [InlineData(101, 4, 2.25)]
    [InlineData(float.NaN, 4, 2.25)]
    public void Each_tree_adds_its_leaf_and_a_value_at_the_threshold_goes_left(float amount, float countDay, double score) =>
        Assert.Equal(score, Trees.Small.Score(Trees.Vector((FraudFeature.Amount, amount), (FraudFeature.CountDay, countDay))), 6);

    [Fact]
    public void The_probability_is_the_calibrated_score()
    {
        Assert.Equal(1 / (1 + Math.Exp(-((2 * 2.25) - 1))), Trees.Small.Probability(2.25), 12);
        Assert.True(Trees.Small.Probability(3) > Trees.Small.Probability(2.9));
    }

    [Fact]
    public void Each_question_on_the_path_gives_its_feature_what_it_changed()
    {
        var parts = new float[FraudFeatures.Count];
        Assert.Equal(2.25, Trees.Small.Contributions(Trees.Vector((FraudFeature.Amount, 101), (FraudFeature.CountDay, 4)), parts), 6);
        Assert.Equal((1.8f, 1.15f), (parts[(int)FraudFeature.Amount], parts[(int)FraudFeature.CountDay]));
        Assert.Equal(2.95, parts.Sum(), 5);
    }

    [Fact]
    public void Parts_and_the_mean_sum_up_to_the_score_whatever_the_trees()
    {
        var (model, random, parts) = (Trees.Large(300, 1), new Random(2), new float[FraudFeatures.Count]);
        for (var i = 0; i < 500; i++)
        {
            var vector = Trees.RandomVector(random);
            var score = model.Contributions(vector, parts);
            Assert.Equal(model.Score(vector), score);
            Assert.Equal(score, model.Expected + parts.Sum(static part => (double)part), 3);
        }
    }

    [Fact]
    public void Nothing_is_allocated_for_features_score_or_parts()
    {
        var (model, customer, terminal) = (Trees.Large(200, 3), new CustomerHistory(), new CounterpartyHistory());
        var (features, parts, sum) = (new float[FraudFeatures.Count], new float[FraudFeatures.Count], 0d);
        for (var i = 0u; i < 200; i++)
            Once(i);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0u; i < 10_000; i++)
        {
            FeatureVector.Fill(Paid(i), customer, new(terminal, terminal), features);
            sum += model.Score(features) + model.Contributions(features, parts);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(double.IsFinite(sum));

        void Once(uint i)
        {
            FeatureVector.Fill(Paid(i), customer, new(terminal, terminal), features);
            sum += model.Score(features) + model.Contributions(features, parts);
            customer.Add(Paid(i));
            terminal.Add(Paid(i));
        }
    }

    static Payment Paid(uint i) => new() { At = 1_522_540_800 + (i * 3600), Minor = 1000 + i, Id = i + 1, Terminal = 1 + (i % 7), Merchant = 1, Latitude = 50, Longitude = 8 };

    [Fact]
    public void Many_threads_get_what_one_gets()
    {
        var (model, random) = (Trees.Large(100, 4), new Random(5));
        var vectors = Enumerable.Range(0, 2_000).Select(_ => Trees.RandomVector(random)).ToArray();
        var alone = vectors.Select(vector => model.Score(vector)).ToArray();
        var together = new double[vectors.Length];
        Parallel.For(0, vectors.Length, new() { MaxDegreeOfParallelism = 8 }, i => together[i] = model.Score(vectors[i]));
        Assert.Equal(alone, together);
    }

    [Fact]
    public void Its_parts_are_told_in_plain_words_the_weightiest_first()
    {
        var features = Trees.Vector((FraudFeature.AmountToMean, 5.2f), (FraudFeature.NewMerchant, 1), (FraudFeature.TerminalDaysSinceFraud, -1));
        var parts = Trees.Vector((FraudFeature.NewMerchant, 0.5f), (FraudFeature.AmountToMean, 0.7f), (FraudFeature.ShareOfLargest, 0.4f), (FraudFeature.TerminalRun, 3), (FraudFeature.HourShare, -1));
        Assert.Equal(["5 times the usual amount", "at a shop not used before"], FraudReasons.Of(features, parts).Select(static reason => reason.Words));
        Assert.Equal(1.1, FraudReasons.Of(features, parts, most: 1).Single().Weight, 5);
    }

    [Fact]
    public void A_bank_without_a_model_has_points_for_what_is_unusual_and_for_what_was_confirmed()
    {
        var (rules, points) = (new UntrainedScore(highAmount: 1_000), new float[FraudFeatures.Count]);
        var usual = rules.Score(Trees.Vector((FraudFeature.Amount, 20), (FraudFeature.HourShare, 0.5f)), points);
        Assert.Equal(0, usual);
        Assert.True(rules.Score(Trees.Vector((FraudFeature.Amount, 1_001), (FraudFeature.HourShare, 0.5f)), points) > 4);
        Assert.True(rules.Score(Trees.Vector((FraudFeature.Amount, 100), (FraudFeature.AmountDeviations, 8), (FraudFeature.HourShare, 0.5f)), points) > 3);
        Assert.True(rules.Score(Trees.Vector((FraudFeature.Amount, 20), (FraudFeature.TerminalRun, 2), (FraudFeature.HourShare, 0.5f)), points) > 2);
        Assert.Equal(points.Sum(), rules.Score(Trees.Vector((FraudFeature.Amount, 20), (FraudFeature.TerminalRun, 2), (FraudFeature.HourShare, 0.5f)), points), 5);
    }
}
