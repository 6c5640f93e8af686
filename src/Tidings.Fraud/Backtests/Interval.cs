namespace Tidings.Fraud.Backtests;

/// <summary>A share with the bounds between which the true one lies in 95 of 100 cases (Wilson's score interval, which holds for few and for none too).</summary>
/// <param name="Share">0 where there was none to count.</param>
public readonly record struct Interval(double Share, double Low, double High)
{
    const double Z = 1.959963984540054;

    public static Interval Of(long happened, long tried)
    {
        if (tried <= 0)
            return new(0, 0, 1);
        var share = (double)happened / tried;
        var middle = share + (Z * Z / (2 * tried));
        var half = Z * Math.Sqrt((share * (1 - share) / tried) + (Z * Z / (4.0 * tried * tried)));
        var scale = 1 + (Z * Z / tried);
        return new(share, Math.Max(0, (middle - half) / scale), Math.Min(1, (middle + half) / scale));
    }
}
