using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Server.Deliver.Queue;

/// <summary>
/// Opens stored rows. One that cannot be opened must not hold up all others: it is named in the log and counted, once in this process, and passed over.
/// </summary>
internal sealed class StoredMessages(string carrier, DeliverMetrics metrics, ILogger log)
{
    /// <summary>Beyond so many, what is wrong is not one row.</summary>
    const int MostNamed = 10_000;

    readonly HashSet<long> _named = [];

    /// <summary>The messages of a row; null where it cannot be opened.</summary>
    public IReadOnlyList<Message>? Of(JournalRow row)
    {
        try
        {
            return DecidedEvents.Of(row).Messages;
        }
        // Whatever it is: the row is as it is, and the next try would fail likewise. Its words may quote what is sealed.
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            if (_named.Count < MostNamed && _named.Add(row.Id.Value))
            {
                metrics.Unreadable.Add(1);
                DeliverLog.Unreadable(log, carrier, row.Id, failure.GetType().Name);
            }
            return null;
        }
    }

    /// <summary>One message of a row; null where the row has none such, or cannot be opened.</summary>
    public Message? Of(JournalRow row, MessageId id) =>
        Of(row) is { } messages && id.Value - row.Id.Value is >= 0 and var position && position < messages.Count ? messages[(int)position] : null;
}
