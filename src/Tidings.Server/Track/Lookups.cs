using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;

namespace Tidings.Server.Track;

/// <summary>
/// The index for people's searches and for late receipts, behind the flow: fed from memory after commits, written in sorted chunks of low priority,
/// searched together with what is not written yet. Where a crash (or a full buffer) leaves a gap, it is filled from the journal and the submissions
/// after the mark, which the table itself holds under <see cref="LookupKey.Mark"/>.
/// </summary>
internal sealed class Lookups(IStore store, TimeProvider time)
{
    /// <summary>Entries in memory; beyond it they are left to <see cref="LookupRebuild"/>.</summary>
    public const int Capacity = 400_000;
    /// <summary>A flush at the latest when so many wait.</summary>
    public const int FlushAt = 100_000;
    /// <summary>Half a millisecond of the one who writes: longer, and a customer's code would wait for it.</summary>
    public const int Chunk = 512;
    /// <summary>By when an id that was given out is committed and offered: the mark stays so far behind.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromSeconds(15);

    readonly Lock _lock = new();
    LookupBuffer _buffer = new();
    LookupBuffer _flushing = new();
    // One flush at a time: the array, a large one, is used again.
    LookupRow[] _sorted = [];
    bool _gap;
    long _begun;
    long _done;

    readonly TaskCompletionSource _whole = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when what the last run left out is filled in: what is not found then is not there.</summary>
    public Task Whole => _whole.Task;

    /// <summary>Entries were dropped: what lies after the mark must be read back before the mark may advance.</summary>
    public bool HasGap
    {
        get { lock (_lock) return _gap; }
    }

    public int Waiting
    {
        get { lock (_lock) return _buffer.Count; }
    }

    /// <summary>The flush that will hold everything added so far. Compare with <see cref="Done"/>.</summary>
    public long Ticket
    {
        get { lock (_lock) return _buffer.Count == 0 ? _begun : _begun + 1; }
    }

    public long Done
    {
        get { lock (_lock) return _done; }
    }

    public void Add(long key, MessageId message, int segment)
    {
        lock (_lock)
        {
            if (_buffer.Count >= Capacity)
                _gap = true;
            else
                _buffer.Add(new LookupRow(key, message, segment));
        }
    }

    /// <summary>Messages and segments under a key, newest first, below <paramref name="before"/>.</summary>
    public async ValueTask<IReadOnlyList<LookupRow>> Find(long key, MessageId before, int limit, CancellationToken cancel)
    {
        var found = new HashSet<LookupRow>();
        LookupBuffer flushing, buffer;
        lock (_lock)
            (flushing, buffer) = (_flushing, _buffer);
        // Memory first: what is flushed between the two is then seen twice, not never.
        flushing.Find(key, before, found);
        buffer.Find(key, before, found);
        found.UnionWith(await store.ReadLookup(key, before, limit, cancel));
        return [.. found.OrderByDescending(static row => row.Message.Value).ThenByDescending(static row => row.Segment).Take(limit)];
    }

    /// <summary>Where the table is complete up to.</summary>
    public async ValueTask<MessageId> ReadMark(CancellationToken cancel) =>
        await store.ReadLookup(LookupKey.Mark, new(long.MaxValue), 1, cancel) is [var mark, ..] ? mark.Message : default;

    /// <summary>Writes what waits, and the mark.</summary>
    public async Task Flush()
    {
        MessageId mark;
        lock (_lock)
        {
            if (_buffer.Count == 0 || _flushing.Count > 0)
                return;
            (_buffer, _flushing) = (_flushing, _buffer);
            _begun++;
            mark = _gap ? default : MessageId.First(time.GetUtcNow() - Settling, 0);
        }
        try
        {
            var count = _flushing.CopyTo(ref _sorted);
            _sorted.AsSpan(0, count).Sort(static (a, b) => a.Key != b.Key ? a.Key.CompareTo(b.Key) : a.Message.CompareTo(b.Message));
            await Write(new(_sorted, 0, count));
            if (mark != default)
                await store.Commit(new() { Lookups = [new(LookupKey.Mark, mark, 0)], LowPriority = true });
            lock (_lock)
                _done = _begun;
        }
        catch (StoreUnavailableException)
        {
            // The store may be reading it still.
            _sorted = [];
            lock (_lock)
                _gap = true;
            throw;
        }
        finally
        {
            lock (_lock)
                _flushing.Clear();
        }
    }

    /// <summary>All chunks at once: each lets the flow go first, and one after the other they would do so for a second each.</summary>
    public Task Write(ArraySegment<LookupRow> sorted) => Task.WhenAll(Enumerable.Range(0, (sorted.Count + Chunk - 1) / Chunk)
        .Select(at => store.Commit(new() { Lookups = sorted.Slice(at * Chunk, Math.Min(Chunk, sorted.Count - (at * Chunk))), LowPriority = true }).AsTask()));

    /// <summary>A gap is being filled from the store: what is dropped from now on makes a new one.</summary>
    public void GapTaken()
    {
        lock (_lock)
            _gap = false;
    }

    /// <summary>The table has everything up to now, or memory has it.</summary>
    public void Filled() => _whole.TrySetResult();

    /// <summary>Filling it failed.</summary>
    public void GapRemains()
    {
        lock (_lock)
            _gap = true;
    }
}
