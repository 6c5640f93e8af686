using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Server.Deliver.Queue;

/// <summary>Brings due messages from the store into memory: all at the start, and what did not fit later; deferred ones by <see cref="DeferredRefill"/>.</summary>
internal sealed class StoreRefill(CarrierQueue queue, IStore store, StoredMessages open, TimeProvider time, ILogger log)
{
    const int Page = 1_000;
    static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);
    const int TurnsALookForDeferred = 5;

    readonly DeferredRefill _deferred = new(queue, store, open, time);

    /// <summary>Runs until cancelled. Called once what earlier runs left in doubt is settled: before, nothing of it may leave.</summary>
    public async Task Run(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Every, time);
        var turn = 0;
        do
        {
            try
            {
                // First: a newer text that a pass brings in must not pass one whose time has come.
                if (turn++ % TurnsALookForDeferred == 0)
                    await _deferred.Look(cancel);
                await Pass(cancel);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                DeliverLog.RefillFailed(log, queue.Carrier, failure);
            }
        }
        while (await timer.WaitForNextTickAsync(cancel));
    }

    /// <summary>One pass from the lowest message that memory may lack, until the classes that want one are full or the store has no more.</summary>
    async Task Pass(CancellationToken cancel)
    {
        if (queue.BeginPass() is not { } from)
            return;
        MessageId? stoppedAt = from;
        // A row has the id of its first message: one in which only a later message is missing begins below it.
        var after = new MessageId(from.Value - MessageId.MaxMessagesAnEvent);
        var before = queue.Count;
        try
        {
            for (var rows = Page; rows == Page && queue.WantsAny;)
            {
                var page = await store.ReadDue(queue.Carrier, after, Page, cancel);
                foreach (var row in page)
                {
                    if (Concerns(row.Row))
                        Restore(row);
                    after = row.Row.Id;
                    stoppedAt = new(Math.Max(from.Value, after.Value + 1));
                }
                rows = page.Count;
            }
            stoppedAt = null;
        }
        finally
        {
            queue.EndPass(stoppedAt);
        }
        if (queue.Count > before)
            DeliverLog.Refilled(log, queue.Carrier, queue.Count - before);
    }

    /// <summary>Without opening it: most rows have one message, and their class tells.</summary>
    bool Concerns(JournalRow row) => row.Messages > 1 || queue.Wants((MessageClass)row.Class);

    /// <summary>A row may hold messages for now and for later: the later ones come in by another door.</summary>
    void Restore(DueRow due)
    {
        if (open.Of(due.Row) is not { } messages)
            return;
        for (var i = 0; i < messages.Count; i++)
        {
            var id = new MessageId(due.Row.Id.Value + i);
            if (!queue.Wants(messages[i].Class) || IsDeferred(due, id))
                continue;
            var known = queue.KnownOf(id, due.Submissions);
            if (!known.Settled)
                queue.Restore(id, due.Row.Customer, messages[i], known);
        }
    }

    static bool IsDeferred(DueRow due, MessageId id)
    {
        foreach (var row in due.Deferred)
        {
            if (row.Id == id)
                return true;
        }
        return false;
    }
}
