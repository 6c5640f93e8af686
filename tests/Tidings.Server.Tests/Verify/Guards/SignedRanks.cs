namespace Tidings.Server.Tests.Verify.Guards;

/// <summary>
/// Wilcoxon's signed-rank test: whether one of two that were measured in turn surely takes longer. It asks by how much in ranks, not in seconds, so that what a busy machine adds now and then to either does not matter.
/// </summary>
internal static class SignedRanks
{
    /// <summary>Beyond it chance alone comes once in some hundred thousand tests.</summary>
    public const double Sure = 4.5;

    /// <returns>How many standard deviations the ranks of what the second took more are from what chance gives.</returns>
    public static double Z(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        var differences = first.Zip(second, static (one, other) => other - one).Where(static difference => difference != 0).OrderBy(Math.Abs).ToArray();
        double count = differences.Length, sum = 0;
        for (var i = 0; i < differences.Length; i++)
            if (differences[i] > 0)
                sum += i + 1;
        return (sum - (count * (count + 1) / 4)) / Math.Sqrt(count * (count + 1) * ((2 * count) + 1) / 24);
    }

    public static bool Differ(IReadOnlyList<double> first, IReadOnlyList<double> second) => Math.Abs(Z(first, second)) > Sure;
}
