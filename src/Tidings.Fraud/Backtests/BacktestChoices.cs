namespace Tidings.Fraud.Backtests;

/// <summary>From how many points on a bank would ask, if it wanted about so many alerts a day.</summary>
public static class BacktestChoices
{
    static readonly double[] ADay = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 5_000];

    public static IReadOnlyList<PrecisionRecall.Threshold> Of(BacktestResult result) =>
        [.. ADay.Select(most => result.Curve.WithAlerts(most * Math.Max(1, result.Days))).OfType<PrecisionRecall.Threshold>().Where(static one => one.Points > 0).Distinct()];
}
