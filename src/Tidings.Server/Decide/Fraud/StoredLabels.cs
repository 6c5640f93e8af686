using Tidings.Core.Decide.Fraud.Past;
using Tidings.Core.Ports;
using Tidings.Server.Deliver;
using Tidings.Server.Track;

namespace Tidings.Server.Decide.Fraud;

/// <summary>What customers and the bank's people have said of payments, read back from the journal for who trains a model.</summary>
public static class StoredLabels
{
    /// <summary>
    /// The last word on each payment, in the order of the payments. A row that labels one has its key and not its id: which are wanted is known once all rows were read, and their ids are read by a second pass.
    /// </summary>
    public static async Task<IReadOnlyList<KnownLabel>> Read(IStore store, CancellationToken cancel)
    {
        var said = new Dictionary<ulong, (bool Fraud, DateTimeOffset At)>();
        await foreach (var row in store.ReadOpenable(default, cancel).ConfigureAwait(false))
            foreach (var (payment, fraud, at) in DecidedEvents.Labels(row))
                if (!said.TryGetValue(payment, out var before) || at >= before.At)
                    said[payment] = (fraud, at);
        var known = new List<KnownLabel>(said.Count);
        await foreach (var row in store.ReadOpenable(default, cancel).ConfigureAwait(false))
            if (said.Remove(row.EventKey, out var label))
                known.Add(new(DecidedEvents.Of(row).EventId, label.Fraud, label.At));
        return known;
    }
}
