namespace Tidings.Core.Deliver.Retry;

/// <summary>What happens to a text after the carrier's answer.</summary>
public abstract record RetryDecision
{
    /// <summary>It is with the carrier.</summary>
    public sealed record Done : RetryDecision;

    /// <summary>It goes again.</summary>
    /// <param name="After">How long it waits. Throttled texts then take the next free slot.</param>
    /// <param name="SlowDown">The bind lowers its pace.</param>
    public sealed record Again(TimeSpan After, bool SlowDown) : RetryDecision;

    /// <summary>This carrier never gets it again; another may take it.</summary>
    public sealed record NeverHere : RetryDecision;

    /// <summary>It never goes again, by no carrier.</summary>
    public sealed record Never : RetryDecision;

    RetryDecision() { }
}
