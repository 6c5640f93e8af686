using System.Diagnostics.Metrics;
using Tidings.Server.Decide;

namespace Tidings.Server.Deliver.Pauses;

/// <summary>What limits against mistakes have done, in the meter "Tidings".</summary>
internal sealed class PauseMetrics : IDisposable
{
    readonly Meter _meter;

    public PauseMetrics(IMeterFactory meters, ClassPauses pauses, RulebookHolder holder)
    {
        _meter = meters.Create("Tidings");
        Surges = _meter.CreateCounter<long>("tidings.classes.surges", "{surge}", "How often a class was paused because more was sent than is usual by far");
        _meter.CreateObservableGauge("tidings.classes.paused", () => pauses.All.Select(static paused =>
            new Measurement<int>(1, new KeyValuePair<string, object?>("class", ClassWords.Of(paused.Class)))), "{class}", "1 for each class that is paused");
        _meter.CreateObservableCounter("tidings.texts.limited", () => holder.Counts.Refused + holder.CodeCounts.Refused, "{text}", "Texts that were one too many for their number");
    }

    public Counter<long> Surges { get; }

    public void Dispose() => _meter.Dispose();
}
