using Tidings.Core.Messages;
using Tidings.Server.Deliver.Routing;

namespace Tidings.Server.Deliver.Queue;

/// <summary>
/// The due messages in memory: by class, each class bounded, each customer's in order whichever carrier they go by. The binds of all carriers take from it, each
/// what is given to its carrier. Every member takes the lock for a few steps; what is in the store and not here comes by <see cref="StoreRefill"/>.
/// </summary>
/// <param name="carriers">How many carriers take from it.</param>
/// <param name="router">Says by which of them a text goes; null: there is one.</param>
/// <param name="watch">Texts of which receipts are awaited; null: of none.</param>
/// <param name="uncommitted">Says which of those that the store gives may still be offered; null: all.</param>
internal sealed partial class CarrierQueue(
    string carrier, int capacity, TimeProvider time, int carriers = 1, Router? router = null, ReceiptWatch? watch = null, UncommittedIds? uncommitted = null)
{
    const int Classes = (int)MessageClass.Reply + 1;

    /// <summary>The lanes by urgency: a customer who wrote waits for his answer, before what he has not asked for.</summary>
    static ReadOnlySpan<byte> ByUrgency =>
    [
        (byte)MessageClass.OneTimeCode, (byte)MessageClass.Fraud, (byte)MessageClass.Security, (byte)MessageClass.Reply, (byte)MessageClass.Transaction,
        (byte)MessageClass.Balance, (byte)MessageClass.Awareness, (byte)MessageClass.Promotional, (byte)MessageClass.AdHoc,
    ];

    /// <summary>A message that is older than this was offered long ago, or by an earlier process.</summary>
    static readonly TimeSpan Recent = TimeSpan.FromMinutes(2);

    readonly Lock _lock = new();
    readonly Lane[] _lanes = new Lane[carriers * Classes];
    readonly ClassShare[] _shares = [.. Enumerable.Range(0, carriers).Select(static _ => new ClassShare())];
    readonly Dictionary<ulong, Outgoing> _chainEnds = new(capacity);
    readonly Dictionary<long, Outgoing> _byId = new(capacity);
    readonly PriorityQueue<Outgoing, long> _paused = new();
    readonly RecentlySettled _settledUnoffered = new(time);
    readonly OfferGate[] _gates = [.. Enumerable.Range(0, Classes).Select(_ => new OfferGate(capacity))];
    Outgoing? _pool;
    readonly int[] _ready = new int[carriers];
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
            return _byId.TryGetValue(id.Value, out var message) && TakeOut_NeedsLock(message) ? message : null;
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

    /// <summary>A message in memory, for what is known of it by its id alone.</summary>
    public Outgoing? Find(MessageId id)
    {
        lock (_lock)
            return _byId.GetValueOrDefault(id.Value);
    }

    internal static ulong ChainOf(string customer, MessageClass of) => Core.Track.StableHash.Of((char)of, customer);

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

    /// <summary>Nothing is ahead of it: into line, unless it is held or deferred.</summary>
    void Enter_NeedsLock(Outgoing message)
    {
        if (_held.Count > 0 && _held.Contains(message.Id.Value))
        {
            Park_NeedsLock(message);
            return;
        }
        if (message.Message.NotBefore is { } notBefore && notBefore - time.GetUtcNow() is { Ticks: > 0 } left)
        {
            Pause_NeedsLock(message, left);
            return;
        }
        Stand_NeedsLock(message);
    }

    void Pause_NeedsLock(Outgoing message, TimeSpan pause)
    {
        message.Place = OutgoingPlace.Pause;
        _paused.Enqueue(message, time.GetTimestamp() + (long)(pause.TotalSeconds * time.TimestampFrequency));
    }

    Outgoing? Add_NeedsLock(MessageId id, ulong chain, Message message, in Known known = default)
    {
        var added = Rent_NeedsLock().Fill(id, chain, message);
        if (!_byId.TryAdd(id.Value, added))
        {
            Return_NeedsLock(added);
            return null;
        }
        added.Restore(known);
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
        Left_NeedsLock(message);
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

    void Left_NeedsLock(Outgoing message)
    {
        _byId.Remove(message.Id.Value);
        _gates[(int)message.Message.Class].Left();
        Gone_NeedsLock(message.Id);
        if (!message.IsOffered && message.Id.At + Recent > time.GetUtcNow())
            _settledUnoffered.Add(message.Id.Value);
    }

    /// <summary>What is read of the store at this time must not bring it back.</summary>
    void Gone_NeedsLock(MessageId id)
    {
        if (_looking)
            _settledMeanwhile.Add(id.Value);
    }

    /// <returns>Whether one of them goes by another carrier than <paramref name="by"/>.</returns>
    bool Unpause_NeedsLock(int by)
    {
        var forOthers = false;
        var now = time.GetTimestamp();
        while (_paused.TryPeek(out var message, out var due) && due <= now)
        {
            _paused.Dequeue();
            Route_NeedsLock(message);
            PutBack_NeedsLock(message);
            forOthers |= message.Via != by;
        }
        return forOthers;
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
