using System.Numerics;
using Tidings.Smpp.Codec;

namespace Tidings.Smpp.Sessions;

/// <summary>
/// Our requests that wait for their responses, in a ring indexed by sequence number. A number whose place is still taken by a request
/// that waits long is left out, so one slow answer does not hold up the others. Not synchronised: the session's lock is.
/// </summary>
internal sealed class PendingRequests
{
    private const uint LastSequence = 0x7FFFFFFF;

    /// <summary>Room for enquire_link and unbind beside a full window.</summary>
    private const int Control = 4;

    private readonly int _window;
    private readonly Entry[] _ring;
    private readonly uint _mask;
    private uint _next = 1;
    private int _control;

    public PendingRequests(int window)
    {
        _window = window;
        _ring = new Entry[BitOperations.RoundUpToPowerOf2((uint)(2 * (window + Control)))];
        _mask = (uint)_ring.Length - 1;
    }

    /// <summary>Requests in the window.</summary>
    public int InWindow { get; private set; }

    public bool HasRoom => InWindow < _window;

    public bool IsEmpty => InWindow + _control == 0;

    /// <summary>The next free sequence number; it is taken only by <see cref="Add"/>.</summary>
    public bool TryPeek(bool control, out uint sequence)
    {
        sequence = 0;
        if (control ? _control >= Control : !HasRoom)
            return false;
        while (_ring[_next & _mask].Sequence != 0)
            Step();
        sequence = _next;
        return true;
    }

    /// <summary>A number for a PDU that nobody answers.</summary>
    public uint NextNoticeNumber()
    {
        var number = _next;
        Step();
        return number;
    }

    public void Add(uint sequence, CommandId command, bool control, long token, object? awaiter, long sentAt)
    {
        _ring[sequence & _mask] = new Entry(sequence, command, control, token, awaiter, sentAt);
        if (control)
            _control++;
        else
            InWindow++;
        Step();
    }

    /// <summary>Takes out the request that a response answers; generic_nack answers any.</summary>
    public bool TryTake(uint sequence, CommandId response, out Entry entry)
    {
        entry = _ring[sequence & _mask];
        if (sequence == 0 || entry.Sequence != sequence)
            return false;
        if (response != CommandId.GenericNack && response != entry.Command.ToResponse())
            return false;
        Remove(sequence & _mask);
        return true;
    }

    /// <summary>Takes out one request that was sent at or before a time.</summary>
    /// <param name="time">The time.</param>
    /// <param name="cursor">Where to look first; 0 to begin a sweep, and left for the sweep's next call.</param>
    /// <param name="entry">The request.</param>
    public bool TryTakeSentBy(long time, ref uint cursor, out Entry entry)
    {
        for (; cursor < _ring.Length && !IsEmpty; cursor++)
        {
            entry = _ring[cursor];
            if (entry.Sequence == 0 || entry.SentAt > time)
                continue;
            Remove(cursor);
            return true;
        }
        entry = default;
        return false;
    }

    private void Remove(uint place)
    {
        if (_ring[place].IsControl)
            _control--;
        else
            InWindow--;
        _ring[place] = default;
    }

    private void Step() => _next = _next >= LastSequence ? 1 : _next + 1;

    /// <param name="Sequence">0 where the place is free.</param>
    /// <param name="Command">The request.</param>
    /// <param name="IsControl">Whether it is the session's own and does not count in the window.</param>
    /// <param name="Token">The caller's.</param>
    /// <param name="Awaiter">Who awaits the response, a TaskCompletionSource of RequestResult; null where the handler gets it.</param>
    /// <param name="SentAt">A timestamp.</param>
    public readonly record struct Entry(
        uint Sequence, CommandId Command, bool IsControl, long Token, object? Awaiter, long SentAt);
}
