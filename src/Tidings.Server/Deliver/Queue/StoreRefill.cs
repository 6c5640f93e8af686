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
                if (queue.Refillable is { Behind: true } state && state.Room >= queue.Capacity / 2)
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

    /// <summary>One pass from the lowest message that memory may lack, until memory is full or the store has no more.</summary>
    internal async Task Pass(CancellationToken cancel)
    {
        var after = new MessageId(queue.Missing.Value - 1);
        queue.BeginPass();
        var reachedEnd = false;
        var restored = 0;
        try
        {
            while (true)
            {
                var rows = await store.ReadDue(queue.Carrier, after, Page, cancel);
                var room = true;
                foreach (var row in rows)
                {
                    room = Restore(row, deferred: false);
                    if (!room)
                        break;
                    after = row.Row.Id;
                    restored++;
                }
                if (!room)
                    break;
                if (rows.Count < Page)
                {
                    reachedEnd = true;
                    break;
                }
            }
        }
        finally
        {
            queue.EndPass(reachedEnd, after);
        }
        if (restored > 0)
            DeliverLog.Refilled(log, queue.Carrier, restored);
    }

    internal async Task Deferred(CancellationToken cancel)
    {
        if (queue.Refillable.Room < queue.Capacity / 2)
            return;
        queue.BeginLook();
        try
        {
            foreach (var row in await store.ReadDeferred(queue.Carrier, time.GetUtcNow(), Page + queue.Count, cancel))
            {
                if (!Restore(row, deferred: true))
                    break;
            }
        }
        finally
        {
            queue.EndLook();
        }
    }

    /// <summary>A row may hold messages for now and for later: each comes in by its own door.</summary>
    bool Restore(DueRow due, bool deferred)
    {
        var decided = DecidedEvents.Of(due.Row);
        var now = time.GetUtcNow();
        for (var i = 0; i < decided.Messages.Count; i++)
        {
            var id = new MessageId(due.Row.Id.Value + i);
            var notBefore = NotBefore(due, id);
            if (deferred ? notBefore is null || notBefore > now : notBefore is not null)
                continue;
            var known = Known.Of(id, due.Submissions);
            if (!known.Settled && !queue.Restore(id, due.Row.Customer, decided.Messages[i], known.Attempt, known.Accepted))
                return false;
        }
        return true;
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
