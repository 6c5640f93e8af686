namespace Tidings.Fraud.Training;

/// <summary>
/// Fits probability = 1 / (1 + exp(-(slope × score + offset))) by maximum likelihood, with Platt's targets, which keep a few rows from claiming certainty (Platt 1999; Newton's steps as Lin, Lin and Weng 2007).
/// </summary>
internal static class PlattScaling
{
    const int MostSteps = 100;
    const double Ridge = 1e-9;

    public static (double Slope, double Offset) Fit(IReadOnlyList<(double Score, bool Fraud)> rows)
    {
        double frauds = rows.Count(static row => row.Fraud), genuine = rows.Count - frauds;
        var (high, low) = ((frauds + 1) / (frauds + 2), 1 / (genuine + 2));
        var (slope, offset) = (1.0, Math.Log((frauds + 1) / (genuine + 1)) - MeanScore(rows));
        var loss = Loss(slope, offset);
        for (var step = 0; step < MostSteps; step++)
        {
            double g1 = 0, g2 = 0, h11 = Ridge, h22 = Ridge, h12 = 0;
            foreach (var (score, fraud) in rows)
            {
                var probability = 1 / (1 + Math.Exp(-((slope * score) + offset)));
                var (away, spread) = (probability - (fraud ? high : low), probability * (1 - probability));
                g1 += away * score;
                g2 += away;
                h11 += spread * score * score;
                h22 += spread;
                h12 += spread * score;
            }
            var determinant = (h11 * h22) - (h12 * h12);
            var (d1, d2) = (((h22 * g1) - (h12 * g2)) / determinant, ((h11 * g2) - (h12 * g1)) / determinant);
            var stride = 1.0;
            while (stride > 1e-6 && Loss(slope - (stride * d1), offset - (stride * d2)) > loss)
                stride /= 2;
            var next = Loss(slope - (stride * d1), offset - (stride * d2));
            if (!(loss - next > 1e-9 * Math.Abs(loss)))
                break;
            (slope, offset, loss) = (slope - (stride * d1), offset - (stride * d2), next);
        }
        // A model that learned nothing must not turn the order round.
        return slope > 0 ? (slope, offset) : (1, offset);

        double Loss(double a, double b)
        {
            var sum = 0d;
            foreach (var (score, fraud) in rows)
            {
                var logit = (a * score) + b;
                // log(1 + exp(x)) without overflow.
                sum += Math.Max(logit, 0) + Math.Log(1 + Math.Exp(-Math.Abs(logit))) - ((fraud ? high : low) * logit);
            }
            return sum;
        }
    }

    static double MeanScore(IReadOnlyList<(double Score, bool Fraud)> rows) => rows.Average(static row => row.Score);
}
