namespace Tidings.Core.Deliver.Routing;

/// <summary>How a carrier stands when a text is given to one.</summary>
/// <param name="Probes">Where the breaker is half open: whether this text may try it.</param>
/// <param name="Ailing">It has delivered or reported too few of the texts to the country lately.</param>
/// <param name="Slow">It delivers there, and needs much longer than another.</param>
public readonly record struct Standing(BreakerState Breaker, bool Probes, bool Ailing, bool Slow = false);

/// <summary>Which carrier of a course a text goes by now: a pure function of how they stand.</summary>
public static class CarrierChoice
{
    /// <param name="standings">By the carriers' positions.</param>
    /// <param name="spent">They have refused this text for good. Chosen only where all have.</param>
    /// <param name="avoid">Another one goes first: they have just refused the text for now, or have not answered.</param>
    public static int Of(ReadOnlySpan<byte> order, ReadOnlySpan<Standing> standings, CarrierMask spent, CarrierMask avoid)
    {
        var slow = -1;
        foreach (var carrier in order)
        {
            if (spent.Has(carrier) || avoid.Has(carrier) || standings[carrier].Ailing)
                continue;
            if (standings[carrier].Breaker != BreakerState.Closed && standings[carrier] is not { Breaker: BreakerState.HalfOpen, Probes: true })
                continue;
            if (!standings[carrier].Slow)
                return carrier;
            slow = slow < 0 ? carrier : slow;
        }
        if (slow >= 0)
            return slow;
        // Nobody is without a blemish: one that takes texts, else one that is being tried, else the preferred one, which they wait for.
        return First(order, standings, spent, avoid, BreakerState.Closed)
            ?? First(order, standings, spent, default, BreakerState.Closed)
            ?? First(order, standings, spent, default, BreakerState.HalfOpen)
            ?? First(order, standings, spent, default, BreakerState.Open)
            ?? order[0];
    }

    static int? First(ReadOnlySpan<byte> order, ReadOnlySpan<Standing> standings, CarrierMask spent, CarrierMask avoid, BreakerState state)
    {
        foreach (var carrier in order)
        {
            if (!spent.Has(carrier) && !avoid.Has(carrier) && standings[carrier].Breaker == state)
                return carrier;
        }
        return null;
    }
}
