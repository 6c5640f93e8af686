namespace Tidings.Server.Deliver.Routing;

/// <summary>What is known of one carrier among several: its breaker, and its health by country.</summary>
internal sealed class CarrierStand(RoutingOptions options, CountryIndex countries, TimeProvider time, bool reports)
{
    static readonly TimeSpan BetweenTicks = TimeSpan.FromMilliseconds(500);
    long _tickedAt;

    public Breaker Breaker { get; } = new(options.Breaker, time);
    public Health Health { get; } = new(options.Health, time, reports);
    public CountryIndex Countries => countries;

    /// <summary>What only the time tells. Called by every bind's pump; most calls do nothing.</summary>
    public void Tick()
    {
        var last = Volatile.Read(ref _tickedAt);
        if ((last != 0 && time.GetElapsedTime(last) < BetweenTicks) || Interlocked.CompareExchange(ref _tickedAt, time.GetTimestamp(), last) != last)
            return;
        Breaker.Tick();
        Health.Tick();
    }
}
