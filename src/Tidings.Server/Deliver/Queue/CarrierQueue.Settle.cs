using Tidings.Core.Messages;

namespace Tidings.Server.Deliver.Queue;

/// <summary>Texts that wait and are settled by somebody else than a bind.</summary>
internal sealed partial class CarrierQueue
{
    /// <summary>
    /// Keeps a text that waits from leaving while what settles it is written, wherever it stands: in line, behind another, or in the store, from which it may come in meanwhile. Those behind it wait with it. What is
    /// read of it after this stays so. False: a bind has it, and it may be leaving now; or somebody else holds it.
    /// </summary>
    /// <param name="attempt">The highest number that a fact of it has, or may yet get; 0 where it is in the store alone.</param>
    public bool TryHold(MessageId id, out int attempt)
    {
        lock (_lock)
        {
            attempt = 0;
            if (_held.Contains(id.Value))
                return false;
            if (_byId.TryGetValue(id.Value, out var message))
            {
                attempt = message.Attempt;
                if (TakeOut_NeedsLock(message))
                    Park_NeedsLock(message);
                else if (message.Place != OutgoingPlace.Chain)
                    return false;
            }
            _held.Add(id.Value);
            return true;
        }
    }

    /// <summary>Held texts that nothing was written of: they leave as if nothing had been.</summary>
    public void LetGoOn(IReadOnlyList<MessageId> ids)
    {
        lock (_lock)
        {
            foreach (var id in ids)
            {
                // One that stands behind another enters when that is settled.
                if (_held.Remove(id.Value) && _byId.TryGetValue(id.Value, out var message) && message.Place == OutgoingPlace.Bind)
                    Enter_NeedsLock(message);
            }
        }
        Wake();
    }

    /// <summary>These are settled, durably: they are out of memory, and do not come back by what was read of the store before.</summary>
    public void Settle(IReadOnlyList<MessageId> ids)
    {
        lock (_lock)
        {
            // Those that wait behind others first: what becomes free must not be one of them.
            foreach (var id in ids)
            {
                if (_byId.TryGetValue(id.Value, out var message) && message.Place == OutgoingPlace.Chain)
                    Unchain_NeedsLock(message);
            }
            foreach (var id in ids)
            {
                var held = _held.Remove(id.Value);
                if (!_byId.TryGetValue(id.Value, out var message))
                {
                    Gone_NeedsLock(id);
                    // Its partition may have stored it and be about to offer it.
                    if (uncommitted?.MayBeOffered(id) != false && id.At + Recent > time.GetUtcNow())
                        _settledUnoffered.Add(id.Value);
                }
                // It may have come in from the store since.
                else if (held || TakeOut_NeedsLock(message))
                    Release_NeedsLock(message);
            }
        }
        Wake();
    }

    readonly HashSet<long> _held = [];

    /// <summary>Out of every line, and no bind's.</summary>
    static void Park_NeedsLock(Outgoing message) => (message.Place, message.HeldBy) = (OutgoingPlace.Bind, null);

    /// <summary>Out of its line or pause, and its caller's as if it had been taken. False: it stands in none.</summary>
    bool TakeOut_NeedsLock(Outgoing message)
    {
        if (message.Place == OutgoingPlace.Pause ? !_paused.Remove(message, out _, out _) : message.Place != OutgoingPlace.Lane || !LaneOf(message).Remove(message))
            return false;
        if (message.Place == OutgoingPlace.Lane)
            _ready[message.Via]--;
        message.Place = OutgoingPlace.Bind;
        return true;
    }

    void Unchain_NeedsLock(Outgoing message)
    {
        var ahead = _byId.Values.First(other => other.Behind == message);
        ahead.Behind = message.Behind;
        if (message.Behind is null)
            _chainEnds[message.Chain] = ahead;
        Left_NeedsLock(message);
        Return_NeedsLock(message);
    }
}
