using Tidings.Core.Messages;

namespace Tidings.Server.Deliver.Queue;

/// <summary>
/// Decides whether an offered message of one class enters memory. Once one was left to the store, all later ones are (or a customer's second message could
/// pass his first), until a pass over the store has caught up. Each class has its own: a flood of promotions must not send a code to the store.
/// It starts behind: what was stored before this process is in the store only. Guarded by the queue's lock.
/// </summary>
internal sealed class OfferGate(int capacity)
{
    readonly List<(MessageId Id, ulong Chain, Message Message)> _aside = [];
    bool _asideOverflowed;
    long _missingLow;
    long _missingLowOfPass = long.MaxValue;

    /// <summary>Messages of the class in memory.</summary>
    public int Count { get; private set; }

    /// <summary>Deferred messages of the class that the store has and memory has not, though their time has come.</summary>
    public DeferredBacklog Deferred { get; } = new();

    public bool HasRoom => Count < capacity;

    /// <summary>The store has due messages that memory has not.</summary>
    public bool Behind { get; private set; } = true;

    public bool InPass { get; private set; }

    /// <summary>It is behind, and there is enough room for a pass to be worth it.</summary>
    public bool WantsPass => Behind && !InPass && !Deferred.Any && Count <= capacity / 2;

    /// <summary>As <see cref="WantsPass"/>, for its deferred messages.</summary>
    public bool WantsDeferred => Deferred.Any && Count <= capacity / 2;

    /// <summary>Where a pass over the store begins: the lowest id that may be in the store and not in memory.</summary>
    public long Missing => _missingLow;

    /// <summary>As <see cref="Missing"/>; <see cref="long.MaxValue"/> where nothing is missing.</summary>
    public long Low => Behind ? Math.Min(_missingLow, _missingLowOfPass) : long.MaxValue;

    /// <summary>Where the store's due messages began when this process did.</summary>
    public void StartAt(MessageId low) => _missingLow = low.Value;

    public void Entered() => Count++;

    public void Left() => Count--;

    /// <summary>What was set aside of this chain is to leave no more.</summary>
    public void Withdraw(ulong chain) => _aside.RemoveAll(one => one.Chain == chain);

    public bool Admit(MessageId id, ulong chain, Message message)
    {
        if (!Behind && HasRoom && !Deferred.Any)
            return true;
        if (!Behind)
            (Behind, _missingLow) = (true, id.Value);
        if (InPass && !_asideOverflowed && _aside.Count < capacity - Count)
        {
            _aside.Add((id, chain, message));
        }
        else if (InPass)
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

    public void BeginPass() => (InPass, _asideOverflowed) = (true, false);

    /// <summary>The pass has read to the end: what came meanwhile may enter memory now, in its order.</summary>
    public IReadOnlyList<(MessageId Id, ulong Chain, Message Message)> EndPass()
    {
        (MessageId, ulong, Message)[] enter = [.. _aside];
        Behind = _asideOverflowed;
        End(_missingLowOfPass);
        return enter;
    }

    /// <summary>The pass has brought all that was stored before it below <paramref name="next"/>, and no more.</summary>
    public void StopPass(MessageId next)
    {
        var low = Math.Min(next.Value, _missingLowOfPass);
        foreach (var (id, _, _) in _aside)
            low = Math.Min(low, id.Value);
        End(low);
    }

    void End(long missing)
    {
        (InPass, _missingLow, _missingLowOfPass) = (false, missing, long.MaxValue);
        _aside.Clear();
    }
}
