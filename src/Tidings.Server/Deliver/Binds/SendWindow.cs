using Tidings.Core.Messages;
using Tidings.Server.Deliver.Queue;

namespace Tidings.Server.Deliver.Binds;

/// <summary>
/// The segments that one bind has sent and whose answers are not yet durable. A slot is free again only when the fact is committed, so that a crash
/// leaves no more in doubt than the window holds. Owned by the bind's pump.
/// </summary>
internal sealed class SendWindow
{
    const int IndexBits = 16;

    readonly Slot[] _slots;
    readonly int[] _free;
    int _freeCount;

    public SendWindow(int size)
    {
        _slots = new Slot[size];
        _free = new int[size];
        for (var i = size - 1; i >= 0; i--)
            _free[_freeCount++] = i;
    }

    public int Size => _slots.Length;
    public int Free => _freeCount;
    public int Used => _slots.Length - _freeCount;

    public ref Slot this[int index] => ref _slots[index];

    public int Take(Outgoing message, int segment, long claim)
    {
        var index = _free[--_freeCount];
        ref var slot = ref _slots[index];
        slot = new() { Message = message, Segment = (byte)segment, Attempt = message.Attempt, Claim = claim, Use = slot.Use + 1, State = SlotState.Claimed };
        return index;
    }

    public void Return(int index)
    {
        _slots[index].Message = null;
        _slots[index].State = SlotState.Free;
        _free[_freeCount++] = index;
    }

    /// <summary>The token that goes with a segment through the session.</summary>
    public long Token(int index) => ((long)_slots[index].Use << IndexBits) | (uint)index;

    /// <summary>The timestamp that what leaves next bears.</summary>
    public long Leaving { get; set; }

    public void Sent(int index)
    {
        ref var slot = ref _slots[index];
        slot.SentAt = Leaving;
        slot.State = SlotState.Sent;
    }

    /// <summary>Segments without an answer, and the timestamp of the oldest; where there is none, the highest. May be asked from beside: a slot that changes meanwhile may be counted.</summary>
    public (int Segments, long Oldest) Unanswered()
    {
        var (segments, oldest) = (0, long.MaxValue);
        foreach (ref var slot in _slots.AsSpan())
        {
            if (slot.State == SlotState.Sent)
                (segments, oldest) = (segments + 1, Math.Min(oldest, Volatile.Read(ref slot.SentAt)));
        }
        return (segments, oldest);
    }

    /// <summary>Whether a segment of the message is in it.</summary>
    public bool Holds(MessageId message)
    {
        foreach (ref var slot in _slots.AsSpan())
        {
            if (slot.State != SlotState.Free && slot.Message!.Id == message)
                return true;
        }
        return false;
    }

    /// <summary>False for the token of an earlier use: an answer that came too late.</summary>
    public bool TryFind(long token, out int index)
    {
        index = (int)(token & ((1 << IndexBits) - 1));
        return index < _slots.Length && _slots[index].State == SlotState.Sent && _slots[index].Use == token >> IndexBits;
    }
}

internal struct Slot
{
    public Outgoing? Message;
    public long Claim;
    public long SentAt;
    public int Use;
    public int Attempt;
    public byte Segment;
    public SlotState State;
}

internal enum SlotState : byte
{
    Free = 0,
    /// <summary>The claim is being committed or was; it has not left.</summary>
    Claimed,
    Sent,
    /// <summary>What came of it is known, and not yet durable.</summary>
    Answered,
}
