namespace Tidings.Security.Keys;

/// <summary>How long and how many keys are in memory.</summary>
/// <param name="Lifetime">A key is used so long after it was unwrapped at most; the installation's few keys are unwrapped anew from half of it on, so that an absence of the
/// key provider shorter than the other half is not felt. 1 minute to 7 days.</param>
/// <param name="Subjects">Subjects whose keys are kept; beyond it those that were not used for the longest time are dropped. 1,000 to 100,000,000.</param>
public sealed record KeyLimits(TimeSpan Lifetime, int Subjects)
{
    public static KeyLimits Default { get; } = new(TimeSpan.FromHours(4), 300_000);
}
