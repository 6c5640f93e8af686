using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Server.Deliver.Queue;

/// <summary>
/// Brings deferred messages from the store into memory shortly before their time. Each is read once; those that found no room are read again from the
/// first of them on when there is.
/// </summary>
internal sealed class DeferredRefill(CarrierQueue queue, IStore store, StoredMessages open, TimeProvider time)
{
    const int Page = 500;

    /// <summary>
    /// Looks are half a second apart. As long as one takes less than the rest, a message is in memory when its time comes, and no newer one of its
    /// customer and class passes it.
    /// </summary>
    static readonly TimeSpan Ahead = TimeSpan.FromSeconds(2);

    DeferredRow _read;

    public async Task Look(CancellationToken cancel)
    {
        var until = time.GetUtcNow() + Ahead;
        var complete = false;
        var after = queue.BeginDeferred(until) is { } missed ? missed with { Id = new(missed.Id.Value - 1) } : _read;
        try
        {
            while (await store.ReadDeferred(queue.Carrier, after, until, Page, cancel) is { Count: > 0 } page)
            {
                foreach (var due in page)
                {
                    after = due.Deferred[0];
                    if (due.Row.Messages > 1 || queue.WantsDeferred((MessageClass)due.Row.Class))
                        Restore(due);
                }
                if (!queue.CatchesUp && DeferredBacklog.IsBefore(after, _read))
                    after = _read;
            }
            complete = true;
        }
        finally
        {
            if (DeferredBacklog.IsBefore(_read, after))
                _read = after;
            queue.EndDeferred(complete);
        }
    }

    void Restore(DueRow due)
    {
        var row = due.Deferred[0];
        if (open.Of(due.Row, row.Id) is { } message && queue.KnownOf(row.Id, due.Submissions) is { Settled: false } known)
            queue.RestoreDeferred(row, due.Row.Customer, message, known);
    }
}
