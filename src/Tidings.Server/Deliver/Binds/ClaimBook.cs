using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Server.Deliver.Binds;

/// <summary>
/// Which claims of a bind still cover something unanswered. Claims are released in their order; one slow answer would hold up all later ones, so after
/// some the next claim takes over what is still open of the older.
/// </summary>
internal sealed class ClaimBook(string bind, long epoch, SendWindow window)
{
    /// <summary>How many claims may be open before they are gathered into one.</summary>
    internal const int GatherAt = 32;

    readonly Queue<long> _sequences = new();
    readonly Dictionary<long, int> _open = [];
    readonly List<ClaimedSegment> _segments = [];
    long _last = epoch << 32;
    long _released = epoch << 32;

    public int Open => _sequences.Count;

    /// <summary>The sequence of the claim being written.</summary>
    public long Current { get; private set; }

    public void Begin()
    {
        Current = ++_last;
        _segments.Clear();
    }

    public void Add(MessageId message, int segment)
    {
        _segments.Add(new(message, (byte)segment));
        _open[Current] = _open.GetValueOrDefault(Current) + 1;
    }

    /// <summary>The claim to commit; null where nothing was added.</summary>
    public ClaimRow? Finish()
    {
        if (_segments.Count == 0)
        {
            _last--;
            return null;
        }
        if (_sequences.Count >= GatherAt)
            Gather();
        _sequences.Enqueue(Current);
        return new(bind, Current, _segments);
    }

    /// <summary>A segment's fact is durable, or it never left.</summary>
    public void Close(long claim) => _open[claim]--;

    /// <summary>Up to where claims may be released with the next commit; null where there is nothing new.</summary>
    public ClaimRelease? Release()
    {
        var upTo = _released;
        while (_sequences.TryPeek(out var sequence) && _open[sequence] == 0)
        {
            _open.Remove(sequence);
            upTo = _sequences.Dequeue();
        }
        if (upTo == _released)
            return null;
        _released = upTo;
        return new(bind, upTo);
    }

    void Gather()
    {
        for (var i = 0; i < window.Size; i++)
        {
            ref var slot = ref window[i];
            if (slot.State == SlotState.Free || slot.Claim == Current)
                continue;
            _open[slot.Claim]--;
            slot.Claim = Current;
            Add(slot.Message!.Id, slot.Segment);
        }
    }
}
