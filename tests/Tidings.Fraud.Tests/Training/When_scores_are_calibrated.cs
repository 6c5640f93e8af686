using Tidings.Fraud.Banks;
using Tidings.Fraud.Training;

namespace Tidings.Fraud.Tests.Training;

public sealed class When_scores_are_calibrated
{
    [Theory, InlineData(0.7, -3), InlineData(2, 1), InlineData(0.1, -1)]
    public void The_slope_and_the_offset_that_made_the_labels_are_found(double slope, double offset)
    {
        var random = new SplitMix(1);
        var rows = Enumerable.Range(0, 50_000).Select(_ => random.Normal(0, 2)).Select(score => (score, random.Chance(1 / (1 + Math.Exp(-((slope * score) + offset)))))).ToList();
        var found = PlattScaling.Fit(rows);
        Assert.Equal((slope, offset), (Math.Round(found.Slope, 1), Math.Round(found.Offset, 1)));
    }

    [Fact]
    public void Scores_that_say_the_opposite_do_not_turn_the_order_round() =>
        Assert.True(PlattScaling.Fit([.. Enumerable.Range(0, 1_000).Select(static i => (i / 100.0, i < 500))]).Slope > 0);
}
