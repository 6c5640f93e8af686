namespace Tidings.Core.Deliver;

/// <summary>Exponential backoff with jitter: between half and all of first × 2^(attempt − 1), at most the longest.</summary>
public static class Backoff
{
    /// <param name="attempt">Which failure this is, from 1.</param>
    /// <param name="first">Pause after the first failure.</param>
    /// <param name="longest">No pause is longer.</param>
    /// <param name="jitter">In [0, 1).</param>
    public static TimeSpan After(int attempt, TimeSpan first, TimeSpan longest, double jitter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(attempt, 1);
        var whole = Math.Min(longest.Ticks, first.Ticks * Math.Pow(2, Math.Min(attempt - 1, 40)));
        return TimeSpan.FromTicks((long)(whole * (0.5 + jitter / 2)));
    }
}
