using Tidings.Core.Messages;

namespace Tidings.Server.Deliver.Queue;

/// <summary>Texts that wait and are settled by somebody else than a bind.</summary>
internal sealed partial class CarrierQueue
{
    /// <summary>
    /// Keeps a text that waits from leaving while what settles it is written; those behind it wait with it. False: a bind has it, and it may be leaving now.
    /// </summary>
    /// <param name="attempt">The highest number that a fact of it has, or may yet get; 0 where it is in the store alone.</param>
    public bool TryHold(MessageId id, out int attempt)
    {
        lock (_lock)
        {
            attempt = 0;
            if (!_byId.TryGetValue(id.Value, out var message))
                return true;
            attempt = message.Attempt;
            if (message.Place == OutgoingPlace.Chain)
                return true;
            if (!TakeOut_NeedsLock(message))
                return false;
            message.Place = OutgoingPlace.Bind;
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
                if (_held.Remove(id.Value) && _byId.TryGetValue(id.Value, out var message))
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
                    if (_looking)
                        _settledMeanwhile.Add(id.Value);
                }
                // It may have come in from the store since.
                else if (held || TakeOut_NeedsLock(message))
                    Release_NeedsLock(message);
            }
        }
        Wake();
    }

    readonly HashSet<long> _held = [];

    /// <summary>Out of its line or pause. False: it stands in none.</summary>
    bool TakeOut_NeedsLock(Outgoing message)
    {
        if (message.Place == OutgoingPlace.Pause)
            return _paused.Remove(message, out _, out _);
        if (message.Place != OutgoingPlace.Lane || !LaneOf(message).Remove(message))
            return false;
        _ready[message.Via]--;
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
