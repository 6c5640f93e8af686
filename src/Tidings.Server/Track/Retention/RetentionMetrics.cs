using System.Diagnostics.Metrics;

namespace Tidings.Server.Track.Retention;

/// <summary>Counters of what was purged, in the meter "Tidings".</summary>
internal sealed class RetentionMetrics : IDisposable
{
    readonly Meter _meter;

    public RetentionMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Tidings");
        Texts = _meter.CreateCounter<long>("tidings.retention.texts", "{text}", "Texts whose days were over and that were purged");
        Chunks = _meter.CreateCounter<long>("tidings.retention.chunks", "{chunk}", "Chunks of up to 500 events that were deleted with all their facts");
    }

    public Counter<long> Texts { get; }
    public Counter<long> Chunks { get; }

    public void Dispose() => _meter.Dispose();
}
