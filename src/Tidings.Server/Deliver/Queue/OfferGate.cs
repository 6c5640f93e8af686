using Tidings.Core.Messages;

namespace Tidings.Server.Deliver.Queue;

/// <summary>
/// Decides whether an offered message enters memory. Once one was left to the store, all later ones are (or a customer's second message could pass
/// his first), until a pass over the store has caught up. It starts behind: what was stored before this process is in the store only.
/// Guarded by the queue's lock.
/// </summary>
internal sealed class OfferGate(int capacity)
{
    readonly List<(MessageId Id, ulong Chain, Message Message)> _aside = [];
    readonly HashSet<long> _settled = [];
    bool _inPass;
    bool _looking;
    bool _asideOverflowed;
    long _missingLow;
    long _missingLowOfPass = long.MaxValue;

    /// <summary>The store has due messages that memory has not.</summary>
    public bool Behind { get; private set; } = true;

    /// <summary>The lowest id that may be in the store and not in memory; <see cref="long.MaxValue"/> where there is none.</summary>
    public long Low => Behind ? Math.Min(_missingLow, _missingLowOfPass) : long.MaxValue;

    /// <summary>Where a pass over the store begins.</summary>
    public long Missing => _missingLow;

    /// <summary>Where the store's due messages began when this process did.</summary>
    public void StartAt(MessageId low) => _missingLow = low.Value;

    public bool Admit(MessageId id, ulong chain, Message message, int inMemory)
    {
        if (!Behind && inMemory < capacity)
            return true;
        if (!Behind)
            (Behind, _missingLow) = (true, id.Value);
        if (_inPass && !_asideOverflowed && _aside.Count < capacity - inMemory)
        {
            _aside.Add((id, chain, message));
        }
        else if (_inPass)
        {
            _asideOverflowed = true;
            _missingLowOfPass = Math.Min(_missingLowOfPass, id.Value);
        }
        else
        {
            _missingLow = Math.Min(_missingLow, id.Value);
        }
        return false;
    }

    /// <summary>The store is being read: what is settled meanwhile must not come back by what was read before.</summary>
    public void BeginLook() => _looking = true;

    public void EndLook()
    {
        _looking = false;
        _settled.Clear();
    }

    public void BeginPass()
    {
        BeginLook();
        (_inPass, _asideOverflowed) = (true, false);
    }

    public bool SettledMeanwhile(MessageId id) => _settled.Contains(id.Value);

    public void Settled(MessageId id)
    {
        if (_looking)
            _settled.Add(id.Value);
    }

    /// <summary>What came meanwhile and may enter memory now, in its order. Empty where the pass did not catch up.</summary>
    /// <param name="reachedEnd">All that was stored before the pass is in memory.</param>
    /// <param name="upTo">All that was stored before the pass up to this id is in memory.</param>
    public IReadOnlyList<(MessageId Id, ulong Chain, Message Message)> EndPass(bool reachedEnd, MessageId upTo)
    {
        _inPass = false;
        IReadOnlyList<(MessageId, ulong, Message)> enter = [];
        if (reachedEnd)
        {
            enter = [.. _aside.Where(offer => !_settled.Contains(offer.Id.Value))];
            Behind = _asideOverflowed;
            _missingLow = _missingLowOfPass;
        }
        else
        {
            _missingLow = Math.Min(upTo.Value + 1, _missingLowOfPass);
            foreach (var (id, _, _) in _aside)
                _missingLow = Math.Min(_missingLow, id.Value);
        }
        _missingLowOfPass = long.MaxValue;
        _aside.Clear();
        EndLook();
        return enter;
    }
}
