using System.Diagnostics.Metrics;

namespace Tidings.Server.Tell;

/// <summary>Counters of webhooks, in the meter "Tidings".</summary>
internal sealed class TellMetrics : IDisposable
{
    readonly Meter _meter;

    public TellMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Tidings");
        Told = _meter.CreateCounter<long>("tidings.webhooks.told", "{webhook}", "Webhooks that their receivers took");
        Failed = _meter.CreateCounter<long>("tidings.webhooks.failed", "{attempt}", "Attempts that failed");
        Dead = _meter.CreateCounter<long>("tidings.webhooks.dead", "{webhook}", "Webhooks that became dead letters");
    }

    public Counter<long> Told { get; }
    public Counter<long> Failed { get; }
    public Counter<long> Dead { get; }

    public void Dispose() => _meter.Dispose();
}
