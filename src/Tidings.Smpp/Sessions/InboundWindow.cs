using Tidings.Smpp.Codec;

namespace Tidings.Smpp.Sessions;

/// <summary>
/// The peer's requests that have not been answered yet. A place's use counter tells a ticket that was used from one that was not.
/// Not synchronised: the session's lock is.
/// </summary>
internal sealed class InboundWindow
{
    private readonly int _size;
    private uint[] _uses = [];
    private int[] _free = [];
    private int _freeCount;

    public InboundWindow(int size) => _size = size;

    /// <summary>Requests without an answer.</summary>
    public int Open { get; private set; }

    public bool IsFull => Open >= _size;

    public ReplyTicket Take(CommandId request, uint sequenceNumber)
    {
        if (_freeCount == 0)
            Grow();
        var slot = _free[--_freeCount];
        Open++;
        return new ReplyTicket(request, sequenceNumber, slot, _uses[slot]);
    }

    public bool IsOpen(ReplyTicket ticket) => (uint)ticket.Slot < (uint)_uses.Length && _uses[ticket.Slot] == ticket.Use && ticket.Use != 0;

    public void Return(ReplyTicket ticket)
    {
        if (++_uses[ticket.Slot] == 0)
            _uses[ticket.Slot] = 1;
        _free[_freeCount++] = ticket.Slot;
        Open--;
    }

    private void Grow()
    {
        var old = _uses.Length;
        var size = Math.Clamp(old * 2, 8, Math.Max(_size, 8));
        Array.Resize(ref _uses, size);
        Array.Resize(ref _free, size);
        for (var slot = size - 1; slot >= old; slot--)
        {
            _uses[slot] = 1;
            _free[_freeCount++] = slot;
        }
    }
}
