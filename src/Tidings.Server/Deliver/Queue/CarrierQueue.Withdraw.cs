using Tidings.Core.Messages;

namespace Tidings.Server.Deliver.Queue;

/// <summary>Texts of a customer who was erased: what is in memory does not leave any more, though its rows open no longer.</summary>
internal sealed partial class CarrierQueue
{
    readonly HashSet<ulong> _withdrawn = [];

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
                _gates[of].Withdraw(chain);
                if (_chainEnds.ContainsKey(chain))
                    _withdrawn.Add(chain);
            }
        }
        // Those that wait are let go when a bind comes for them.
        Wake();
    }

    /// <summary>The next of a carrier and class that may leave.</summary>
    Outgoing? Next_NeedsLock(int by, int of)
    {
        while (TakeFrom_NeedsLock(by, of) is { } message)
        {
            if (_withdrawn.Count == 0 || !_withdrawn.Contains(message.Chain))
                return message;
            _ready[by]--;
            Release_NeedsLock(message);
        }
        return null;
    }
}
