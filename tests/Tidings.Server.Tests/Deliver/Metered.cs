using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Tidings.Server.Tests.Deliver;

/// <summary>What a counter has counted since this was made, by a label's value.</summary>
internal sealed class Metered : IDisposable
{
    readonly MeterListener _listener = new();
    readonly ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);

    public Metered(Instrument counter)
    {
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
            _counts.AddOrUpdate(tags.IsEmpty ? "" : tags[0].Value?.ToString() ?? "", value, (_, before) => before + value));
        _listener.EnableMeasurementEvents(counter);
    }

    public long this[string label] => _counts.GetValueOrDefault(label);

    public void Dispose() => _listener.Dispose();
}
