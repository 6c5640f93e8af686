namespace Tidings.Core.Verify.Guards;

/// <summary>Between which shares the true one surely lies, by how often something happened (Wilson's score interval, which holds for few and for none too).</summary>
public static class ConfidenceBound
{
    /// <summary>99.5 % on either side.</summary>
    const double Z = 2.5758293035489;

    /// <summary>The true share is not higher. 1 where nothing was tried.</summary>
    public static double Upper(int happened, int tried) => tried <= 0 ? 1 : Math.Min(1, (Middle(happened, tried) + Half(happened, tried)) / (1 + (Z * Z / tried)));

    /// <summary>The true share is not lower. 0 where nothing was tried.</summary>
    public static double Lower(int happened, int tried) => tried <= 0 ? 0 : Math.Max(0, (Middle(happened, tried) - Half(happened, tried)) / (1 + (Z * Z / tried)));

    static double Middle(int happened, int tried) => ((double)happened / tried) + (Z * Z / (2 * tried));

    static double Half(int happened, int tried)
    {
        var share = (double)happened / tried;
        return Z * Math.Sqrt((share * (1 - share) / tried) + (Z * Z / (4d * tried * tried)));
    }
}
