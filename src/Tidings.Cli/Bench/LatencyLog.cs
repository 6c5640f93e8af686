using System.Collections.Concurrent;

namespace Tidings.Cli.Bench;

/// <summary>When an event was sent and when it was acknowledged, by the event's number, in Unix µs.</summary>
internal sealed class LatencyLog
{
    readonly ConcurrentQueue<(long Number, long Sent, long Acknowledged)> _entries = new();

    public void Add(long number, long sent) => _entries.Enqueue((number, sent, SubmitLog.Microseconds(TimeProvider.System)));

    public IReadOnlyCollection<(long Number, long Sent, long Acknowledged)> Entries => _entries;
}
