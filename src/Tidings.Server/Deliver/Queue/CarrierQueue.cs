using Tidings.Core.Messages;

namespace Tidings.Server.Deliver.Queue;

/// <summary>
/// The due messages of one carrier in memory: by class, each class bounded, each customer's in order. All its binds take from it. Every member takes the lock
/// for a few steps; what is in the store and not here comes by <see cref="StoreRefill"/>.
/// </summary>
internal sealed partial class CarrierQueue(string carrier, int capacity, TimeProvider time)
{
    const int Classes = (int)MessageClass.AdHoc + 1;

    /// <summary>A message that is older than this was offered long ago, or by an earlier process.</summary>
    static readonly TimeSpan Recent = TimeSpan.FromMinutes(2);

    readonly Lock _lock = new();
    readonly Lane[] _lanes = new Lane[Classes];
    readonly Dictionary<ulong, Outgoing> _chainEnds = new(capacity);
    readonly Dictionary<long, Outgoing> _byId = new(capacity);
    readonly PriorityQueue<Outgoing, long> _paused = new();
    readonly RecentlySettled _settledUnoffered = new(time);
    readonly OfferGate[] _gates = [.. Enumerable.Range(0, Classes).Select(_ => new OfferGate(capacity))];
    Outgoing? _pool;
    Action[] _wakes = [];

    public string Carrier => carrier;

    /// <summary>Messages in memory.</summary>
    public int Count
    {
        get { lock (_lock) return _byId.Count; }
    }

    /// <summary>Calls <paramref name="wake"/> whenever something can be taken. It must be cheap and not call back.</summary>
    public IDisposable OnReady(Action wake)
    {
        lock (_lock)
            _wakes = [.. _wakes, wake];
        return new Subscription(this, wake);
    }

    sealed class Subscription(CarrierQueue queue, Action wake) : IDisposable
    {
        public void Dispose()
        {
            lock (queue._lock)
                queue._wakes = [.. queue._wakes.Where(other => other != wake)];
        }
    }

    /// <summary>A message that was just stored. Where there is no room it is left to the refill.</summary>
    public void Offer(MessageId id, string customer, Message message)
    {
        var chain = ChainOf(customer, message.Class);
        lock (_lock)
        {
            if (IsKnown_NeedsLock(id.Value))
                return;
            var gate = _gates[(int)message.Class];
            if (!gate.Admit(id, chain, message))
            {
                // Where it was deferred when it was decided, passes over the store leave it to those who look for deferred ones.
                if (message.NotBefore is { } notBefore)
                    gate.Deferred.Miss(new(id, carrier, notBefore));
                return;
            }
            if (Add_NeedsLock(id, chain, message) is not { Place: OutgoingPlace.Lane })
                return;
        }
        Wake();
    }

    /// <summary>The most urgent messages that may leave, at most as many as <paramref name="into"/> holds.</summary>
    public int Take(Span<Outgoing> into)
    {
        var count = 0;
        lock (_lock)
        {
            Unpause_NeedsLock();
            for (var lane = 1; lane < Classes && count < into.Length; lane++)
            {
                while (count < into.Length && Next_NeedsLock(lane) is { } message)
                    into[count++] = message;
            }
        }
        return count;
    }

    /// <summary>Taken and not sent: back to where it came from. Several are put back in reverse order.</summary>
    public void PutBack(Outgoing message)
    {
        lock (_lock)
        {
            _lanes[(int)message.Message.Class].PutBack(message);
        }
        Wake();
    }

    /// <summary>It goes again, after a pause. Those behind it go on waiting.</summary>
    public void Pause(Outgoing message, TimeSpan pause)
    {
        lock (_lock)
            Pause_NeedsLock(message, pause);
    }

    /// <summary>A message that waits to be taken, or to go again, is its caller's from now on as if it were taken. Null: it does not wait.</summary>
    public Outgoing? TryReclaim(MessageId id)
    {
        lock (_lock)
        {
            if (!_byId.TryGetValue(id.Value, out var message))
                return null;
            if (message.Place == OutgoingPlace.Pause)
                _paused.Remove(message, out _, out _);
            else if (message.Place != OutgoingPlace.Lane || !_lanes[(int)message.Message.Class].Remove(message))
                return null;
            message.Place = OutgoingPlace.Bind;
            return message;
        }
    }

    /// <summary>Settled, durably. The next of the same customer and class may leave.</summary>
    public void Release(ReadOnlySpan<Outgoing> settled)
    {
        var ready = false;
        lock (_lock)
        {
            foreach (var message in settled)
                ready |= Release_NeedsLock(message);
        }
        if (ready)
            Wake();
    }

    /// <summary>When a paused message may leave; null where none waits.</summary>
    public TimeSpan? UntilNextPaused()
    {
        lock (_lock)
        {
            if (!_paused.TryPeek(out _, out var due))
                return null;
            var left = due - time.GetTimestamp();
            return left <= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(left / (double)time.TimestampFrequency);
        }
    }

    public bool HasReady
    {
        get
        {
            lock (_lock)
            {
                for (var lane = 1; lane < Classes; lane++)
                {
                    if (!_lanes[lane].IsEmpty && !IsPaused_NeedsLock(lane))
                        return true;
                }
                return false;
            }
        }
    }

    /// <summary>A message in memory, for what is known of it by its id alone.</summary>
    public Outgoing? Find(MessageId id)
    {
        lock (_lock)
            return _byId.GetValueOrDefault(id.Value);
    }

    static ulong ChainOf(string customer, MessageClass of) => Core.Track.StableHash.Of((char)of, customer);

    /// <summary>It was offered before, or the store gave it before its offer came: then it must not come in again, also where it has been settled since.</summary>
    bool IsKnown_NeedsLock(long id)
    {
        if (_byId.TryGetValue(id, out var message))
        {
            message.IsOffered = true;
            return true;
        }
        return _settledUnoffered.Remove(id);
    }

    void Enter_NeedsLock(Outgoing message)
    {
        if (message.Message.NotBefore is { } notBefore && notBefore - time.GetUtcNow() is { Ticks: > 0 } left)
        {
            Pause_NeedsLock(message, left);
            return;
        }
        _lanes[(int)message.Message.Class].Add(message);
    }

    void Pause_NeedsLock(Outgoing message, TimeSpan pause)
    {
        message.Place = OutgoingPlace.Pause;
        _paused.Enqueue(message, time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency));
    }

    Outgoing? Add_NeedsLock(MessageId id, ulong chain, Message message)
    {
        var added = Rent_NeedsLock().Fill(id, chain, message);
        if (!_byId.TryAdd(id.Value, added))
        {
            Return_NeedsLock(added);
            return null;
        }
        _gates[(int)message.Class].Entered();
        if (_chainEnds.TryGetValue(chain, out var end))
        {
            end.Behind = added;
            added.Place = OutgoingPlace.Chain;
        }
        else
        {
            Enter_NeedsLock(added);
        }
        _chainEnds[chain] = added;
        return added;
    }

    bool Release_NeedsLock(Outgoing message)
    {
        _byId.Remove(message.Id.Value);
        _gates[(int)message.Message.Class].Left();
        if (_looking)
            _settledMeanwhile.Add(message.Id.Value);
        if (!message.IsOffered && message.Id.At + Recent > time.GetUtcNow())
            _settledUnoffered.Add(message.Id.Value);
        var behind = message.Behind;
        if (behind is not null)
        {
            Enter_NeedsLock(behind);
        }
        else
        {
            _chainEnds.Remove(message.Chain);
            _withdrawn.Remove(message.Chain);
        }
        Return_NeedsLock(message);
        return behind is not null;
    }

    void Unpause_NeedsLock()
    {
        var now = time.GetTimestamp();
        while (_paused.TryPeek(out var message, out var due) && due <= now)
        {
            _paused.Dequeue();
            _lanes[(int)message.Message.Class].PutBack(message);
        }
    }

    Outgoing Rent_NeedsLock()
    {
        if (_pool is not { } free)
            return new();
        _pool = free.Next;
        return free;
    }

    void Return_NeedsLock(Outgoing message)
    {
        message.Clear();
        message.Place = OutgoingPlace.Pool;
        message.Next = _pool;
        _pool = message;
    }

    void Wake()
    {
        foreach (var wake in _wakes)
            wake();
    }
}
