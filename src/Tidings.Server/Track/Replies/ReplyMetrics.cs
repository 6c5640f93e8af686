using System.Diagnostics.Metrics;
using Tidings.Core.Track.Replies;

namespace Tidings.Server.Track.Replies;

/// <summary>Counters of customers' texts, in the meter "Tidings". No label is personal.</summary>
internal sealed class ReplyMetrics : IDisposable
{
    readonly Meter _meter;

    public ReplyMetrics(IMeterFactory meters)
    {
        _meter = meters.Create("Tidings");
        Received = _meter.CreateCounter<long>("tidings.replies.received", "{reply}", "Customers' texts that were recorded, by what they were read as");
        Repeated = _meter.CreateCounter<long>("tidings.replies.repeated", "{reply}", "Customers' texts that a carrier brought again");
        Unknown = _meter.CreateCounter<long>("tidings.replies.unknown_number", "{reply}", "Texts from numbers to which nothing was sent");
        Refused = _meter.CreateCounter<long>("tidings.replies.refused", "{reply}", "Customers' texts that could not be taken, and will not be");
        PutOff = _meter.CreateCounter<long>("tidings.replies.put_off", "{reply}", "Customers' texts that the carrier is to bring again");
        Unfinished = _meter.CreateCounter<long>("tidings.replies.unfinished", "{reply}", "Customers' texts that were read without the parts that never came");
    }

    public Counter<long> Received { get; }
    public Counter<long> Repeated { get; }
    public Counter<long> Unknown { get; }
    public Counter<long> Refused { get; }
    public Counter<long> PutOff { get; }
    public Counter<long> Unfinished { get; }

    public static KeyValuePair<string, object?> By(ReplyMeaning meaning) => new("meaning", meaning.ToString().ToLowerInvariant());

    public void Dispose() => _meter.Dispose();
}
