using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Tidings.Server.Deliver;

/// <summary>Counters of delivery and tracking, in the meter "Tidings". No label is personal.</summary>
internal sealed class DeliverMetrics : IDisposable
{
    readonly Meter _meter;

    public DeliverMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Tidings");
        Submitted = _meter.CreateCounter<long>("tidings.segments.submitted", "{segment}", "Segments sent to the carrier, repetitions included");
        Accepted = _meter.CreateCounter<long>("tidings.segments.accepted", "{segment}", "Segments that the carrier took");
        AcceptedLate = _meter.CreateCounter<long>("tidings.segments.accepted_late", "{segment}", "Segments that the carrier took and said so after the response timeout");
        Retried = _meter.CreateCounter<long>("tidings.segments.retried", "{segment}", "Segments refused for now");
        Rejected = _meter.CreateCounter<long>("tidings.segments.rejected", "{segment}", "Segments refused for good");
        Expired = _meter.CreateCounter<long>("tidings.messages.expired", "{message}", "Messages whose validity ended before the carrier took them");
        InDoubt = _meter.CreateCounter<long>("tidings.segments.in_doubt", "{segment}", "Segments sent without an answer");
        DuplicatesRisked = _meter.CreateCounter<long>("tidings.segments.duplicates_risked", "{segment}", "Segments in doubt that go again");
        ReceiptsMatched = _meter.CreateCounter<long>("tidings.receipts.matched", "{receipt}", "Receipts recorded");
        ReceiptsUnmatched = _meter.CreateCounter<long>("tidings.receipts.unmatched", "{receipt}", "Receipts of no message that is known");
        NotUnderstood = _meter.CreateCounter<long>("tidings.inbound.not_understood", "{message}", "Inbound messages that are no receipts");
        Foreign = _meter.CreateCounter<long>("tidings.inbound.foreign", "{message}", "Inbound messages to an address that is not ours, or from one that is no phone's");
        InboundThrottled = _meter.CreateCounter<long>("tidings.inbound.throttled", "{message}", "Receipts and customers' texts that a carrier brought too fast, and is to bring again");
        Withheld = _meter.CreateCounter<long>("tidings.messages.withheld", "{message}", "Messages that broke a rule at the exit and did not leave");
        _meter.CreateObservableGauge("tidings.binds.pace", Paces, "{segment}/s", "How many segments a second a bind sends at most at present");
        Unreported = _meter.CreateCounter<long>("tidings.messages.unreported", "{message}", "Messages without a receipt in time, which go by another carrier too");
        Unreadable = _meter.CreateCounter<long>("tidings.rows.unreadable", "{row}", "Stored rows that could not be opened");
        CallbacksRefused = _meter.CreateCounter<long>("tidings.callbacks.refused", "{callback}", "Callbacks that were not signed as the carrier signs");
        Fenced = _meter.CreateCounter<long>("tidings.binds.fenced", "{bind}", "Binds that found themselves replaced");
    }

    public Counter<long> Submitted { get; }
    public Counter<long> Accepted { get; }
    public Counter<long> AcceptedLate { get; }
    public Counter<long> Retried { get; }
    public Counter<long> Rejected { get; }
    public Counter<long> Expired { get; }
    public Counter<long> InDoubt { get; }
    public Counter<long> DuplicatesRisked { get; }
    public Counter<long> ReceiptsMatched { get; }
    public Counter<long> ReceiptsUnmatched { get; }
    public Counter<long> NotUnderstood { get; }
    public Counter<long> Unreported { get; }
    public Counter<long> Unreadable { get; }
    public Counter<long> Foreign { get; }
    public Counter<long> InboundThrottled { get; }
    public Counter<long> Withheld { get; }
    public Counter<long> CallbacksRefused { get; }
    public Counter<long> Fenced { get; }

    /// <summary>By bind, how fast it may send: what carriers' throttlings and congestion have made of it.</summary>
    public ConcurrentDictionary<string, Func<double>> PaceOf { get; } = new(StringComparer.Ordinal);

    IEnumerable<Measurement<double>> Paces() => PaceOf.Select(static bind => new Measurement<double>(bind.Value(), new KeyValuePair<string, object?>("bind", bind.Key)));

    public void Dispose() => _meter.Dispose();
}
