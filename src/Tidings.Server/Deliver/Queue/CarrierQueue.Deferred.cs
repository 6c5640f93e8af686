using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Server.Deliver.Queue;

/// <summary>
/// How deferred messages come in: a little before their time, so that they stand in their customer's order when it comes. Until then each is paused.
/// </summary>
internal sealed partial class CarrierQueue
{
    DateTimeOffset _lookedUpTo = DateTimeOffset.MinValue;

    /// <summary>
    /// The store is about to be read for messages whose time comes up to <paramref name="until"/>. What is offered from now on with a time up to then
    /// enters at once, since the read may not see it.
    /// </summary>
    /// <returns>The earliest message of which memory had no room and may have some now; null where there is none.</returns>
    public DeferredRow? BeginDeferred(DateTimeOffset until)
    {
        lock (_lock)
        {
            _looking = true;
            if (until > _lookedUpTo)
                _lookedUpTo = until;
            DeferredRow? from = null;
            foreach (var gate in _gates)
            {
                if (!gate.WantsDeferred)
                    continue;
                gate.Deferred.Begin();
                if (from is not { } other || DeferredBacklog.IsBefore(gate.Deferred.From!.Value, other))
                    from = gate.Deferred.From;
            }
            return from;
        }
    }

    /// <param name="complete">All was read up to what <see cref="BeginDeferred"/> was told.</param>
    public void EndDeferred(bool complete)
    {
        lock (_lock)
        {
            foreach (var gate in _gates)
                gate.Deferred.End(complete);
        }
        EndLook();
    }

    /// <summary>Whether a deferred message of the class may enter: without it there is no need to open it.</summary>
    public bool WantsDeferred(MessageClass of)
    {
        lock (_lock)
            return _gates[(int)of].Deferred.Wants;
    }

    /// <summary>A class is still being caught up with.</summary>
    public bool CatchesUp
    {
        get
        {
            lock (_lock)
            {
                foreach (var gate in _gates)
                {
                    if (gate.Deferred.Reading)
                        return true;
                }
                return false;
            }
        }
    }

    /// <summary>A message that was just stored for a later time. It is left to the store unless the store was read up to its time already.</summary>
    public void OfferDeferred(DeferredRow row, string customer, Message message)
    {
        lock (_lock)
        {
            if (row.NotBefore > _lookedUpTo)
                return;
            var gate = _gates[(int)message.Class];
            if (IsKnown_NeedsLock(row.Id.Value))
                return;
            if (gate.Deferred.Any || !gate.HasRoom)
            {
                gate.Deferred.Miss(row);
                return;
            }
            Add_NeedsLock(row.Id, ChainOf(customer, message.Class), message);
        }
        Wake();
    }

    /// <summary>A deferred message that the store gave.</summary>
    public void RestoreDeferred(DeferredRow row, string customer, Message message, in Known known)
    {
        lock (_lock)
        {
            var gate = _gates[(int)message.Class];
            if (!gate.Deferred.Wants || _settledMeanwhile.Contains(row.Id.Value) || _byId.ContainsKey(row.Id.Value) || IsWithdrawnMeanwhile_NeedsLock(row.Id, customer, message.Class))
                return;
            if (gate.HasRoom)
                Restore_NeedsLock(row.Id, customer, message, known);
            else if (gate.Deferred.Reading)
                gate.Deferred.StopAt(row);
            else
                gate.Deferred.Miss(row);
        }
    }
}
