namespace Tidings.Fraud.Backtests;

/// <summary>How many frauds are among the payments with so many points or more, for each number of points.</summary>
public sealed class PrecisionRecall
{
    readonly List<Threshold> _all = [];

    /// <param name="Points">So many or more.</param>
    /// <param name="Alerts">Payments that have them.</param>
    /// <param name="Caught">Frauds among those.</param>
    public readonly record struct Threshold(double Points, int Alerts, int Caught, int Frauds)
    {
        public double Precision => Alerts == 0 ? 0 : (double)Caught / Alerts;
        public double Recall => Frauds == 0 ? 0 : (double)Caught / Frauds;
    }

    public PrecisionRecall(IReadOnlyCollection<(float Points, bool Fraud)> scored)
    {
        var sorted = scored.ToArray();
        Array.Sort(sorted, static (one, other) => other.Points.CompareTo(one.Points));
        var frauds = sorted.Count(static one => one.Fraud);
        var (caught, before) = (0, 0);
        for (var i = 0; i < sorted.Length; i++)
        {
            caught += sorted[i].Fraud ? 1 : 0;
            // Payments with equal points are taken together: none of them is first.
            if (i + 1 < sorted.Length && sorted[i + 1].Points == sorted[i].Points)
                continue;
            var one = new Threshold(sorted[i].Points, i + 1, caught, frauds);
            AveragePrecision += (one.Caught - before) / (double)Math.Max(1, frauds) * one.Precision;
            before = caught;
            _all.Add(one);
        }
    }

    /// <summary>From the highest points on.</summary>
    public IReadOnlyList<Threshold> All => _all;

    /// <summary>The sum over thresholds of precision times the recall that is won.</summary>
    public double AveragePrecision { get; }

    /// <summary>The lowest points with which there are no more alerts than that; null: even the highest have more.</summary>
    public Threshold? WithAlerts(double most) => _all.FindLastIndex(one => one.Alerts <= most) is >= 0 and var at ? _all[at] : null;
}
