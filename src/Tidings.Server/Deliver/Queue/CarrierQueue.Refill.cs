using Tidings.Core.Messages;

namespace Tidings.Server.Deliver.Queue;

/// <summary>How messages come back from the store.</summary>
internal sealed partial class CarrierQueue
{
    readonly HashSet<long> _settledMeanwhile = [];
    bool _looking;

    /// <summary>Every message below is settled or deferred, as the store has it.</summary>
    public void StartAt(MessageId low)
    {
        lock (_lock)
        {
            foreach (var gate in _gates)
                gate.StartAt(low);
        }
    }

    /// <summary>
    /// The store is about to be read: what is settled meanwhile is remembered, so that it does not come back by what was read before.
    /// </summary>
    public void BeginLook()
    {
        lock (_lock)
            _looking = true;
    }

    public void EndLook()
    {
        lock (_lock)
        {
            _looking = false;
            _settledMeanwhile.Clear();
            _withdrawnMeanwhile.Clear();
        }
        Wake();
    }

    /// <summary>
    /// Begins a pass for all classes that want one; what is offered of them meanwhile is kept aside. Null: none wants one. Otherwise the lowest message
    /// that memory may lack.
    /// </summary>
    public MessageId? BeginPass()
    {
        lock (_lock)
        {
            var from = long.MaxValue;
            foreach (var gate in _gates)
            {
                if (!gate.WantsPass)
                    continue;
                gate.BeginPass();
                from = Math.Min(from, gate.Missing);
            }
            if (from == long.MaxValue)
                return null;
            _looking = true;
            return new(from);
        }
    }

    /// <summary>The pass has read to the end, or failed at <paramref name="stoppedAt"/>: offers that came meanwhile follow in their order.</summary>
    public void EndPass(MessageId? stoppedAt)
    {
        lock (_lock)
        {
            foreach (var gate in _gates)
            {
                if (!gate.InPass)
                    continue;
                if (stoppedAt is { } next)
                {
                    gate.StopPass(next);
                    continue;
                }
                foreach (var (id, chain, message) in gate.EndPass())
                {
                    if (!_settledMeanwhile.Contains(id.Value) && !_settledUnoffered.Remove(id.Value))
                        Add_NeedsLock(id, chain, message);
                }
            }
        }
        EndLook();
    }

    /// <summary>Whether the pass has use for a message of this class; where none is left, it may end.</summary>
    public bool Wants(MessageClass of)
    {
        lock (_lock)
            return _gates[(int)of].InPass;
    }

    public bool WantsAny
    {
        get
        {
            lock (_lock)
            {
                foreach (var gate in _gates)
                {
                    if (gate.InPass)
                        return true;
                }
                return false;
            }
        }
    }

    /// <summary>A message that the store has and memory may lack. Where its class is full, the pass is over for the class.</summary>
    public void Restore(MessageId id, string customer, Message message, in Known known)
    {
        lock (_lock)
        {
            var gate = _gates[(int)message.Class];
            if (_settledMeanwhile.Contains(id.Value) || _byId.ContainsKey(id.Value) || IsWithdrawnMeanwhile_NeedsLock(id, customer, message.Class))
                return;
            if (!gate.HasRoom)
            {
                if (gate.InPass)
                    gate.StopPass(id);
                return;
            }
            Restore_NeedsLock(id, customer, message, known);
        }
    }

    void Restore_NeedsLock(MessageId id, string customer, Message message, in Known known)
    {
        if (Add_NeedsLock(id, ChainOf(customer, message.Class), message, known) is { } added)
            added.IsOffered = uncommitted?.MayBeOffered(id) == false;
    }

    /// <summary>Every message below is settled or deferred, as far as memory and its gaps tell; at most <paramref name="ceiling"/>.</summary>
    public MessageId Low(MessageId ceiling)
    {
        lock (_lock)
        {
            var low = ceiling.Value;
            foreach (var gate in _gates)
                low = Math.Min(low, gate.Low);
            foreach (var id in _byId.Keys)
                low = Math.Min(low, id);
            return new(low);
        }
    }
}
