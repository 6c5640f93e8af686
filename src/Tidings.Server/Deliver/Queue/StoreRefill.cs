using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Server.Deliver.Queue;

/// <summary>Brings due messages from the store into memory: all at the start, what did not fit later, and deferred ones when their time has come.</summary>
internal sealed class StoreRefill(CarrierQueue queue, IStore store, TimeProvider time, ILogger log)
{
    const int Page = 1_000;
    static readonly TimeSpan Every = TimeSpan.FromMilliseconds(100);
    const int TurnsALookForDeferred = 5;

    /// <summary>Runs until cancelled. Called once what earlier runs left in doubt is settled: before, nothing of it may leave.</summary>
    public async Task Run(CancellationToken cancel)
    {
        using var timer = new PeriodicTimer(Every, time);
        var turn = 0;
        do
        {
            try
            {
                await Pass(cancel);
                if (turn++ % TurnsALookForDeferred == 0)
                    await Deferred(cancel);
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
                        Restore(row, deferred: false);
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

    /// <summary>Deferred messages whose time has come. What does not fit is found again at the next look.</summary>
    async Task Deferred(CancellationToken cancel)
    {
        queue.BeginLook();
        try
        {
            foreach (var row in await store.ReadDeferred(queue.Carrier, time.GetUtcNow(), Page + queue.Count, cancel))
                Restore(row, deferred: true);
        }
        finally
        {
            queue.EndLook();
        }
    }

    /// <summary>Without opening it: most rows have one message, and their class tells.</summary>
    bool Concerns(JournalRow row) => row.Messages > 1 || queue.Wants((MessageClass)row.Class);

    /// <summary>A row may hold messages for now and for later: each comes in by its own door.</summary>
    void Restore(DueRow due, bool deferred)
    {
        var decided = DecidedEvents.Of(due.Row);
        var now = time.GetUtcNow();
        for (var i = 0; i < decided.Messages.Count; i++)
        {
            var id = new MessageId(due.Row.Id.Value + i);
            var message = decided.Messages[i];
            var notBefore = NotBefore(due, id);
            if (deferred ? notBefore is null || notBefore > now : notBefore is not null || !queue.Wants(message.Class))
                continue;
            var known = Known.Of(id, due.Submissions);
            if (!known.Settled)
                queue.Restore(id, due.Row.Customer, message, known);
        }
    }

    static DateTimeOffset? NotBefore(DueRow due, MessageId id)
    {
        foreach (var row in due.Deferred)
        {
            if (row.Id == id)
                return row.NotBefore;
        }
        return null;
    }
}
