using System.Threading.Channels;

namespace Tidings.Storage.Commits;

/// <summary>What waits to be written: two bounded lanes, one taker.</summary>
internal sealed class CommitQueue(CommitBounds bounds, TimeProvider time) : IDisposable
{
    readonly Channel<Pending> flow = Lane(bounds.QueuedUnits);
    readonly Channel<Pending> patient = Lane(Math.Max(1, bounds.QueuedUnits / 16));
    readonly AutoResetEvent wake = new(false);
    int asleep;
    bool nudged;

    static Channel<Pending> Lane(int capacity) =>
        Channel.CreateBounded<Pending>(new BoundedChannelOptions(capacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    /// <summary>Queues at once, or when there is room; in the order of the calls.</summary>
    public ValueTask Add(Pending pending, bool lowPriority)
    {
        pending.QueuedAt = time.GetTimestamp();
        var lane = (lowPriority ? patient : flow).Writer;
        if (!lane.TryWrite(pending))
            return WaitForRoom(lane, pending);
        Wake();
        return ValueTask.CompletedTask;
    }

    async ValueTask WaitForRoom(ChannelWriter<Pending> lane, Pending pending)
    {
        try
        {
            await lane.WriteAsync(pending).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException("store");
        }
        Wake();
    }

    /// <summary>Lets a sleeping taker look up without work.</summary>
    public void Nudge()
    {
        Volatile.Write(ref nudged, true);
        Wake();
    }

    /// <summary>Nothing more is taken in; what waits is still handed out.</summary>
    public void Complete()
    {
        flow.Writer.TryComplete();
        patient.Writer.TryComplete();
        Wake();
    }

    /// <summary>
    /// Fills <paramref name="batch"/> with what waits, up to the bounds; a call comes alone. Where nothing waits it blocks, or
    /// with <paramref name="wait"/> false comes back empty, as after a <see cref="Nudge"/>. False: completed, and all was handed out.
    /// </summary>
    public bool Take(List<Pending> batch, bool wait)
    {
        while (true)
        {
            TakeWaiting(batch);
            if (batch.Count > 0 || Interlocked.Exchange(ref nudged, false))
                return true;
            if (flow.Reader.Completion.IsCompleted && patient.Reader.Completion.IsCompleted)
                return false;
            if (!wait)
                return true;
            Interlocked.Exchange(ref asleep, 1);
            if (!AnythingWaits())
                wake.WaitOne();
            Interlocked.Exchange(ref asleep, 0);
        }
    }

    bool AnythingWaits() =>
        flow.Reader.TryPeek(out _) || patient.Reader.TryPeek(out _) || Volatile.Read(ref nudged)
        || (flow.Reader.Completion.IsCompleted && patient.Reader.Completion.IsCompleted);

    void TakeWaiting(List<Pending> batch)
    {
        var rows = 0;
        var bytes = 0L;
        while (batch.Count < bounds.Units && rows < bounds.Rows && bytes < bounds.Bytes && flow.Reader.TryPeek(out var next))
        {
            if (next is not PendingUnit && batch.Count > 0)
                return;
            flow.Reader.TryRead(out _);
            batch.Add(next);
            if (next is not PendingUnit)
                return;
            rows += next.Rows;
            bytes += next.Bytes;
        }
        TakePatient(batch, onlyOverdue: batch.Count > 0);
    }

    void TakePatient(List<Pending> batch, bool onlyOverdue)
    {
        var rows = 0;
        while (patient.Reader.TryPeek(out var next) && rows < (onlyOverdue && next is PendingUnit { IsLookups: true } ? bounds.OverdueLookups : bounds.PatientRows))
        {
            if (onlyOverdue && time.GetElapsedTime(next.QueuedAt) < bounds.Patience)
                return;
            patient.Reader.TryRead(out _);
            batch.Add(next);
            rows += next.Rows;
        }
    }

    void Wake()
    {
        if (Interlocked.Exchange(ref asleep, 0) == 1)
            wake.Set();
    }

    public void Dispose() => wake.Dispose();
}
