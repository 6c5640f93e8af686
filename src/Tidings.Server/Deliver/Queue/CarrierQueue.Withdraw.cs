using Tidings.Core.Messages;
using Tidings.Server.Deliver.Routing;

namespace Tidings.Server.Deliver.Queue;

/// <summary>Texts of a customer who was erased: what is in memory does not leave any more, though its rows open no longer.</summary>
internal sealed partial class CarrierQueue
{
    readonly HashSet<ulong> _withdrawn = [];
    // Chains that were withdrawn while the store was read, with the first id that is not meant.
    readonly Dictionary<ulong, long> _withdrawnMeanwhile = [];

    /// <summary>
    /// Nothing of this customer that is in memory is handed to a bind from now on. What a bind has already may still leave once, not again. A chain is forgotten here when its last
    /// message is, so that texts of a customer who registers anew leave.
    /// </summary>
    public void Withdraw(string customer)
    {
        lock (_lock)
        {
            for (var of = 1; of < Classes; of++)
            {
                var chain = ChainOf(customer, (MessageClass)of);
                watch?.Forget(chain);
                _gates[of].Withdraw(chain);
                if (_looking)
                    _withdrawnMeanwhile[chain] = MessageId.First(time.GetUtcNow(), 0).Value;
                if (!_chainEnds.ContainsKey(chain))
                    continue;
                LetGo_NeedsLock(chain);
                // The rest is behind one that a bind has, and goes when that is settled.
                if (_chainEnds.ContainsKey(chain))
                    _withdrawn.Add(chain);
            }
        }
    }

    /// <summary>Nothing that a carrier took of this customer's goes by another any more.</summary>
    public void Unwatch(string customer)
    {
        lock (_lock)
        {
            for (var of = 1; of < Classes; of++)
                watch?.Forget(ChainOf(customer, (MessageClass)of));
        }
    }

    /// <summary>Awaits the receipt of a text that a bind has handed over, unless its customer was erased meanwhile: it went once.</summary>
    public void Watch(int carrier, in WatchedText text, TimeSpan within)
    {
        lock (_lock)
        {
            if (!_withdrawn.Contains(text.Chain))
                watch?.Add(carrier, text, within);
        }
    }

    /// <summary>It was read before its customer was erased.</summary>
    bool IsWithdrawnMeanwhile_NeedsLock(MessageId id, string customer, MessageClass of) =>
        _withdrawnMeanwhile.Count > 0 && _withdrawnMeanwhile.TryGetValue(ChainOf(customer, of), out var before) && id.Value < before;

    /// <summary>What no bind has is out of memory at once, also while there is no bind.</summary>
    void LetGo_NeedsLock(ulong chain)
    {
        var first = _byId.Values.FirstOrDefault(message => message.Chain == chain && message.Place is (OutgoingPlace.Lane or OutgoingPlace.Pause));
        while (first is not null)
        {
            var behind = first.Behind;
            TakeOut_NeedsLock(first);
            Release_NeedsLock(first);
            first = behind;
        }
    }

    /// <summary>The next of a carrier and class that may leave.</summary>
    Outgoing? Next_NeedsLock(int by, int of)
    {
        while (TakeFrom_NeedsLock(by, of) is { } message)
        {
            _ready[by]--;
            if (_withdrawn.Count == 0 || !_withdrawn.Contains(message.Chain))
            {
                message.HeldBy = null;
                return message;
            }
            Release_NeedsLock(message);
        }
        return null;
    }
}
