using Tidings.Core.Decide;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Server.Partitions;

/// <summary>What a partition's owner does by the clock: raise what falls due, write snapshots behind, forget the quiet.</summary>
internal sealed partial class PartitionOwner
{
    const int SnapshotChunk = 500;
    const int DueBatch = 200;
    static readonly TimeSpan LookForDueEvery = TimeSpan.FromMinutes(1);

    readonly PartitionOptions _options;
    MessageId _committed;
    MessageId _marked;
    DateTimeOffset _nextSnapshot;
    DateTimeOffset _nextLookForDue;
    Task _snapshots = Task.CompletedTask;
    bool _pulsing;

    /// <summary>The snapshots that were being written last.</summary>
    public Task SnapshotsWritten => _snapshots;

    public int ResidentCustomers => _states.Count;

    /// <summary>Partitions start together; their snapshots must not.</summary>
    TimeSpan FirstSnapshotAfter() => _options.SnapshotEvery * ((_hold.Partition + 1.0) / _options.Count);

    public async ValueTask Pulse()
    {
        if (Broken || _pulsing)
            return;
        _pulsing = true;
        try
        {
            _states.Tick();
            KeepIdsAhead();
            _clock.At(_time.GetUtcNow());
            await RaiseDue(_time.GetUtcNow());
            if (_snapshots.IsCompleted && _erasing.Count == 0 && _time.GetUtcNow() >= _nextSnapshot)
            {
                _nextSnapshot = _time.GetUtcNow() + _options.SnapshotEvery;
                _snapshots = WriteSnapshots();
            }
        }
        catch (Exception failure) when (failure is StoreUnavailableException)
        {
            PartitionLog.StoreFailed(_log, _hold.Partition, failure);
        }
        finally
        {
            _pulsing = false;
        }
    }

    /// <summary>
    /// A partition without events has no id to go on from. Were the clock put back, its next message would come to lie below the mark that dispatch has
    /// passed, and a restart would not find it.
    /// </summary>
    void KeepIdsAhead()
    {
        var first = MessageId.First(_time.GetUtcNow(), _hold.Partition);
        if (first.Value > _last.Value)
            _last = first;
    }

    /// <summary>
    /// Customers in memory are due by their state; the others by their snapshot, which nothing has changed since. They are read page by page, and of those
    /// whose time is yet to come no more than memory may hold.
    /// </summary>
    async Task RaiseDue(DateTimeOffset now)
    {
        await RaiseResident(now);
        if (now < _nextLookForDue)
            return;
        _nextLookForDue = now + LookForDueEvery;
        var until = now + LookForDueEvery;
        DueProfile after = default;
        while (await _store.ReadDueProfiles(_hold.Partition, after, until, SnapshotChunk, CancellationToken.None) is { Count: > 0 } page && !Broken)
        {
            after = page[^1];
            _ = await _states.Load([.. page.Select(static due => due.Customer)]);
            await RaiseResident(now);
            if (page[0].Due > now && _states.IsFull)
            {
                _nextLookForDue = after.Due;
                return;
            }
        }
    }

    /// <summary>In batches: one commit for each customer would take as many syncs.</summary>
    async Task RaiseResident(DateTimeOffset now)
    {
        foreach (var due in _states.TakeDue(now).Chunk(DueBatch))
        {
            BankEvent[] events = [.. due.SelectMany(resident => Schedules.DueEvents(resident.State, now))];
            if (events.Length > 0)
                await Accept(events);
            // The state's own account of what is due has moved on; where it has not, ask again at the next look.
            foreach (var resident in due)
            {
                if (resident.State.NextDue > now)
                    _states.DueChanged(resident);
            }
        }
    }

    async Task WriteSnapshots()
    {
        try
        {
            var upTo = _committed;
            var rows = new List<ProfileRow>(SnapshotChunk);
            var chunk = new List<ResidentState>(SnapshotChunk);
            foreach (var resident in _states.Unsaved())
            {
                // What is not durable yet must not be in a snapshot: were its commit to fail, the event's repetition would be taken for accepted.
                if (resident.Last.Value > _committed.Value)
                {
                    upTo = new(Math.Min(upTo.Value, resident.FirstUnsaved.Value - 1));
                    continue;
                }
                rows.Add(new(_hold.Partition, resident.State.Id, resident.Last, resident.State.NextDue, resident.State.Snapshot()));
                chunk.Add(resident);
                if (rows.Count == SnapshotChunk && !await Save(rows, chunk))
                    return;
            }
            if (!await Save(rows, chunk))
                return;
            // What others have met at the other ends of payments is read back from the same rows.
            upTo = new(Math.Min(upTo.Value, _counterparties.DurableUpTo(_hold.Partition).Value));
            if (upTo.Value > _marked.Value)
            {
                await _store.Commit(new()
                {
                    Fences = [Fence.OfPartition(_hold.Partition, _hold.Epoch)],
                    Marks = [new(_hold.Partition, upTo)],
                    LowPriority = true,
                });
                _marked = upTo;
            }
            _states.ForgetQuiet();
        }
        catch (StoreUnavailableException failure)
        {
            // The store takes nothing more under this epoch.
            Broken = true;
            PartitionLog.StoreFailed(_log, _hold.Partition, failure);
        }
    }

    async Task<bool> Save(List<ProfileRow> rows, List<ResidentState> chunk)
    {
        if (rows.Count == 0)
            return true;
        var outcome = await _store.Commit(new()
        {
            Fences = [Fence.OfPartition(_hold.Partition, _hold.Epoch)],
            Profiles = rows.ToArray(),
            LowPriority = true,
        });
        if (outcome != CommitOutcome.Committed)
        {
            Broken = true;
            return false;
        }
        for (var i = 0; i < rows.Count; i++)
            chunk[i].Saved(rows[i].UpTo);
        rows.Clear();
        chunk.Clear();
        return true;
    }

    public async ValueTask DisposeAsync()
    {
        Broken = true;
        RefuseWaiting();
        await _snapshots;
    }
}
