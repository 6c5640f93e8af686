using Tidings.Fraud.Backtests;
using Tidings.Fraud.Banks;
using Tidings.Fraud.Protocols;

namespace Tidings.Fraud.Tests.Backtests;

public sealed class When_shares_are_bounded
{
    /// <summary>Values of statsmodels' proportion_confint(method="wilson").</summary>
    [Theory]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(5, 10, 0.2366, 0.7634)]
    [InlineData(10, 10, 0.7225, 1)]
    [InlineData(81, 263, 0.2553, 0.3662)]
    [InlineData(0, 0, 0, 1)]
    public void The_bounds_are_Wilsons(int happened, int tried, double low, double high)
    {
        var interval = Interval.Of(happened, tried);
        Assert.Equal((low, high), (Math.Round(interval.Low, 4), Math.Round(interval.High, 4)));
    }

    [Fact]
    public void Average_precision_is_that_of_the_protocols_also_with_equal_points()
    {
        var random = new SplitMix(3);
        var scored = Enumerable.Range(0, 5_000).Select(_ => random.Chance(0.05)).Select(fraud => ((float)Math.Round(random.Normal(fraud ? 2 : 0, 1), 1), fraud)).ToList();
        var curve = new PrecisionRecall(scored);
        Assert.Equal(FraudMetrics.AveragePrecision([.. scored.Select(static (one, i) => new ScoredPayment(0, i, one.fraud, one.Item1))]), curve.AveragePrecision, 12);
        Assert.Equal(scored.Count(static one => one.Item1 >= 1), curve.All.Single(static one => one.Points == 1).Alerts);
        Assert.Equal(curve.All.Last(static one => one.Alerts <= 100), curve.WithAlerts(100));
        Assert.Null(new PrecisionRecall([(1, true), (1, false)]).WithAlerts(1));
    }
}
