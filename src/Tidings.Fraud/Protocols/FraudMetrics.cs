namespace Tidings.Fraud.Protocols;

/// <summary>The measures of the Fraud Detection Handbook, chapter 4.</summary>
public static class FraudMetrics
{
    /// <summary>The probability that a fraud scores above a genuine payment; equal scores count half. 0.5 where there is only one kind.</summary>
    public static double AucRoc(IReadOnlyCollection<ScoredPayment> scored)
    {
        double frauds = scored.Count(static one => one.Fraud), genuine = scored.Count - frauds;
        if (frauds == 0 || genuine == 0)
            return 0.5;
        double below = 0, pairs = 0;
        foreach (var same in scored.GroupBy(static one => one.Score).OrderBy(static same => same.Key))
        {
            double fraudsHere = same.Count(static one => one.Fraud), genuineHere = same.Count() - fraudsHere;
            pairs += fraudsHere * (below + (genuineHere / 2));
            below += genuineHere;
        }
        return pairs / (frauds * genuine);
    }

    /// <summary>The sum over thresholds of precision times the recall that is won (scikit-learn's average_precision_score). 0 where there are no frauds.</summary>
    public static double AveragePrecision(IReadOnlyCollection<ScoredPayment> scored)
    {
        double frauds = scored.Count(static one => one.Fraud), found = 0, taken = 0, sum = 0;
        foreach (var same in scored.GroupBy(static one => one.Score).OrderByDescending(static same => same.Key))
        {
            var here = same.Count(static one => one.Fraud);
            found += here;
            taken += same.Count();
            sum += here / Math.Max(1, frauds) * (found / taken);
        }
        return sum;
    }

    /// <summary>
    /// Of the <paramref name="top"/> cards of each day with the highest scores, the share of those that were compromised that day; the mean over days. A card that was found on a day is not looked at on later ones.
    /// A day with fewer cards than <paramref name="top"/> is divided by <paramref name="top"/> all the same, as the handbook does.
    /// </summary>
    public static double CardPrecision(IReadOnlyCollection<ScoredPayment> scored, int top)
    {
        var found = new HashSet<int>();
        var precisions = new List<double>();
        foreach (var day in scored.GroupBy(static one => one.Day).OrderBy(static day => day.Key))
        {
            var cards = day.Where(one => !found.Contains(one.Customer)).GroupBy(static one => one.Customer)
                .Select(static card => (Customer: card.Key, Score: card.Max(static one => one.Score), Fraud: card.Any(static one => one.Fraud)))
                .OrderByDescending(static card => card.Score).ThenBy(static card => card.Customer).Take(top);
            var compromised = cards.Where(static card => card.Fraud).Select(static card => card.Customer).ToArray();
            precisions.Add((double)compromised.Length / top);
            found.UnionWith(compromised);
        }
        return precisions.Count == 0 ? 0 : precisions.Average();
    }
}
