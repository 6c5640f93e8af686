using Tidings.Core.Decide;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Server.Partitions;

/// <summary>What a partition's owner does by the clock: raise what falls due, write snapshots behind, forget the quiet.</summary>
internal sealed partial class PartitionOwner
{
    const int SnapshotChunk = 500;
    static readonly TimeSpan LookForDueEvery = TimeSpan.FromMinutes(1);

    readonly PartitionOptions _options;
    MessageId _committed;
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

    /// <summary>Customers in memory are due by their state; the others by their snapshot, which nothing has changed since.</summary>
    async Task RaiseDue(DateTimeOffset now)
    {
        if (now >= _nextLookForDue)
        {
            _nextLookForDue = now + LookForDueEvery;
            _ = await _states.Load(await _store.ReadDueProfiles(_hold.Partition, now + LookForDueEvery, SnapshotChunk, CancellationToken.None));
        }
        foreach (var resident in _states.TakeDue(now))
        {
            var events = Schedules.DueEvents(resident.State, now);
            if (events.Count > 0)
                await Accept([.. events]);
            // The state's own account of what is due has moved on; where it has not, ask again at the next look.
            if (resident.State.NextDue > now)
                _states.DueChanged(resident);
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
            await _store.Commit(new()
            {
                Fences = [Fence.OfPartition(_hold.Partition, _hold.Epoch)],
                Marks = [new(_hold.Partition, upTo)],
                LowPriority = true,
            });
            _states.ForgetQuiet();
        }
        catch (StoreUnavailableException failure)
        {
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
