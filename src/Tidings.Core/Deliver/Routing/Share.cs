namespace Tidings.Core.Deliver.Routing;

/// <summary>What a few of many say of all: how large a share may be, where only a sample of it was seen.</summary>
public static class Share
{
    /// <summary>One in forty true shares lies above: 1.96 standard deviations.</summary>
    const double Z = 1.96;

    /// <summary>The upper end of Wilson's interval: the share is hardly larger. 1 where nothing was seen.</summary>
    /// <param name="part">How many had it; what exceeds <paramref name="of"/> counts as all.</param>
    /// <param name="of">How many were looked at.</param>
    public static double AtMost(int part, int of)
    {
        if (of <= 0)
            return 1;
        var share = Math.Min(part, of) / (double)of;
        var width = Z * Math.Sqrt(share * (1 - share) / of + Z * Z / (4.0 * of * of));
        return (share + Z * Z / (2.0 * of) + width) / (1 + Z * Z / of);
    }
}
