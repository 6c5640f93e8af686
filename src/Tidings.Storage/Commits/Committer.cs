using Tidings.Core.Ports;
using Tidings.Core.Threads;

namespace Tidings.Storage.Commits;

/// <summary>
/// One dedicated thread that merges what waits into one transaction, makes it durable and only then answers. The more waits, the more goes into one fsync.
/// </summary>
internal sealed class Committer<TWriter> : IAsyncDisposable
    where TWriter : class, IUnitWriter
{
    readonly TWriter writer;
    readonly CommitQueue queue;
    readonly List<Pending> batch = [];
    readonly List<PendingUnit> units = [];
    readonly PendingUnit[] single = new PendingUnit[1];
    readonly LostFences lost = new();
    readonly PoolLane answers = new();
    readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Committer(TWriter writer, CommitQueue queue)
    {
        this.writer = writer;
        this.queue = queue;
        new Thread(Loop) { IsBackground = true, Name = "tidings commit" }.Start();
    }

    public ValueTask<CommitOutcome> Commit(CommitUnit unit)
    {
        var pending = new PendingUnit(unit);
        var queued = queue.Add(pending, unit.LowPriority);
        return queued.IsCompletedSuccessfully ? pending.Answer : CommitWhenQueued(queued, pending);
    }

    static async ValueTask<CommitOutcome> CommitWhenQueued(ValueTask queued, PendingUnit pending)
    {
        await queued.ConfigureAwait(false);
        return await pending.Answer.ConfigureAwait(false);
    }

    /// <summary>Runs <paramref name="call"/> between two transactions, behind what waits already.</summary>
    public async ValueTask<T> Run<T>(Func<TWriter, T> call)
    {
        var pending = new PendingCall<TWriter, T>(call);
        await queue.Add(pending, lowPriority: false).ConfigureAwait(false);
        return await pending.Answer.ConfigureAwait(false);
    }

    void Loop()
    {
        var upkeep = false;
        while (queue.Take(batch, wait: !upkeep))
        {
            var idle = batch.Count == 0;
            if (!idle)
                WriteBatch();
            batch.Clear();
            units.Clear();
            upkeep = writer.Rest(idle);
        }
        writer.Dispose();
        queue.Dispose();
        ended.SetResult();
    }

    void WriteBatch()
    {
        if (batch[0] is PendingCall<TWriter> call)
        {
            Run(call);
            return;
        }
        foreach (var pending in batch)
            if (!Refused((PendingUnit)pending))
                units.Add((PendingUnit)pending);
        if (units.Count == 0)
            return;
        var failure = TryWrite(units);
        // A transaction that failed for one unit's sake must not take its neighbours down: each goes alone.
        if (failure is not null && units.Count > 1 && !writer.IsUnavailable(failure))
            foreach (var unit in units)
            {
                // The one before may have been lost, and this one decided on it.
                if (!Refused(unit))
                    WriteAlone(unit);
            }
        else
            foreach (var unit in units)
                Answer(unit, failure);
    }

    bool Refused(PendingUnit unit)
    {
        if (!lost.Hold(unit.Unit))
            return false;
        unit.Outcome = CommitOutcome.Fenced;
        Send(unit);
        return true;
    }

    void Run(PendingCall<TWriter> call)
    {
        try
        {
            call.Run(writer);
        }
        catch (Exception failure)
        {
            writer.Recover(failure);
            call.Fail(writer.Translate(failure));
            return;
        }
        call.Complete();
    }

    void WriteAlone(PendingUnit unit)
    {
        single[0] = unit;
        Answer(unit, TryWrite(single));
    }

    Exception? TryWrite(IReadOnlyList<PendingUnit> together)
    {
        try
        {
            writer.Write(together);
            return null;
        }
        // Whatever it is, somebody waits for an answer and the thread must live.
        catch (Exception failure)
        {
            writer.Recover(failure);
            return failure;
        }
    }

    void Answer(PendingUnit unit, Exception? failure)
    {
        if (failure is not null)
        {
            lost.Add(unit.Unit);
            unit.Fail(writer.Translate(failure));
        }
        Send(unit);
    }

    /// <summary>Whoever waits in person is behind no others. Of units with decided events hundreds become durable together, and each answer is a turn of its partition. All others are few, and what their callers do next may take its time.</summary>
    void Send(PendingUnit answer)
    {
        if (answer.Unit is { IsAwaited: false, Journal.Count: > 0 })
            answers.Add(answer);
        else
            ThreadPool.UnsafeQueueUserWorkItem(answer, preferLocal: false);
    }

    /// <summary>Writes what waits, then ends.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Complete();
        await ended.Task.ConfigureAwait(false);
    }
}
