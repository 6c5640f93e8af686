using static Tidings.Core.Deliver.Routing.BreakerState;

namespace Tidings.Core.Deliver.Routing;

/// <summary>Whether texts are given to a carrier.</summary>
public enum BreakerState : byte
{
    /// <summary>They are.</summary>
    Closed = 0,
    /// <summary>They are not: they go by others, or wait.</summary>
    Open,
    /// <summary>A few are, to see whether it is well again.</summary>
    HalfOpen,
}

/// <summary>What is learned of a carrier.</summary>
public enum BreakerFact : byte
{
    /// <summary>It has answered well as often as is wanted in a row.</summary>
    Proven = 0,
    /// <summary>Too many of its answers were trouble, or did not come.</summary>
    Failing,
    /// <summary>No session stands any more.</summary>
    Lost,
    /// <summary>A first session stands again.</summary>
    Bound,
    /// <summary>The pause after opening is over, and a session stands.</summary>
    Cooled,
}

/// <summary>The circuit breaker of a carrier: the whole machine. docs/carrier.md shows this same table.</summary>
public static class BreakerTable
{
    static readonly BreakerState[][] Next =
    [
        //          Proven  Failing Lost  Bound     Cooled
        /* Closed   */ [Closed, Open, Open, Closed, Closed],
        /* Open     */ [Open, Open, Open, HalfOpen, HalfOpen],
        /* HalfOpen */ [Closed, Open, Open, HalfOpen, HalfOpen],
    ];

    public static BreakerState After(BreakerState from, BreakerFact fact) => Next[(int)from][(int)fact];
}
