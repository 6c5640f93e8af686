using Tidings.Simulator.Messages;

namespace Tidings.Simulator.Smsc;

/// <summary>
/// The carrier behind all connections: it judges each submit_sm, keeps what must go out until its time, a bind with room and an
/// answer have come, and counts. One lock guards it; nothing is awaited and nothing is sent while the lock is held.
/// </summary>
internal sealed partial class Exchange : IDisposable
{
    static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    static readonly TimeSpan TryAgain = TimeSpan.FromSeconds(1);
    const int MostAttempts = 10;

    readonly Lock gate = new();
    readonly TimeProvider clock;
    readonly SimulatorOptions options;
    readonly Judge judge;
    readonly RecentIdentities recent;
    readonly TimingWheel wheel = new();
    readonly Dictionary<string, Account> accounts = [];
    readonly List<SmscSession> sessions = [];
    readonly List<SmscSession> touched = [];
    readonly ITimer ticker, everySecond;
    readonly long started;
    readonly HashLog? hashLog;
    readonly HashSet<SmscSession> leaving = [];
    readonly TaskCompletionSource allLeft = new(TaskCreationOptions.RunContinuationsAsynchronously);
    bool ticking, stopping;
    long waiting;
    ulong lastId;

    public Exchange(SimulatorOptions options, TimeProvider clock, Inbox inbox, HashLog? hashLog)
    {
        this.options = options;
        this.clock = clock;
        this.hashLog = hashLog;
        Inbox = inbox;
        Pdus = new(options.Sink ? 0 : options.PduCapacity);
        Behaviour = options.Behaviour;
        judge = new(new(options.Seed));
        recent = new(options.DuplicateMemory);
        started = clock.GetTimestamp();
        lastId = (options.FirstMessageId ?? (ulong)clock.GetUtcNow().ToUnixTimeMilliseconds() * 64) - 1;
        ticker = clock.CreateTimer(_ => OnTick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        everySecond = clock.CreateTimer(_ => OnSecond(), null, Second, Second);
    }

    public Inbox Inbox { get; }

    public PduTrace Pdus { get; }

    public Behaviour Behaviour
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    public NumberRules Rules { get; } = new();

    public DateTimeOffset Now => clock.GetUtcNow();

    public long NowTick => clock.GetElapsedTime(started).Ticks / Tick.Ticks;

    public ulong NextId() => Interlocked.Increment(ref lastId);

    public void Dispose()
    {
        ticker.Dispose();
        everySecond.Dispose();
    }

    internal void Touch_NeedsLock(SmscSession session)
    {
        if (!session.Touched)
        {
            session.Touched = true;
            touched.Add(session);
        }
    }

    internal void MakeReady_NeedsLock(Delivery delivery)
    {
        if (delivery.Withdrawn)
        {
            Ended_NeedsLock(delivery);
            return;
        }
        delivery.Account.Ready.Enqueue(delivery);
        Pump_NeedsLock(delivery.Account);
    }

    void Began_NeedsLock(Delivery delivery)
    {
        waiting++;
        delivery.Account.Waiting++;
    }

    void Ended_NeedsLock(Delivery delivery)
    {
        waiting--;
        delivery.Account.Waiting--;
        Forget_NeedsLock(delivery.Account);
    }

    void Forget_NeedsLock(Account account)
    {
        if (account is { Binds: 0, Waiting: 0 })
            accounts.Remove(account.SystemId);
    }

    void Pump_NeedsLock(Account account)
    {
        while (!stopping && account.Ready.TryPeek(out var delivery))
        {
            if (delivery.Withdrawn)
            {
                account.Ready.Dequeue();
                Ended_NeedsLock(delivery);
                continue;
            }
            if (account.NextReceiver() is not { } receiver)
                return;
            account.Ready.Dequeue();
            delivery.Attempts++;
            receiver.Deliver_NeedsLock(delivery, NowTick);
            Interlocked.Increment(ref delivery.IsReceipt ? ref counts.ReceiptsSent : ref counts.RepliesSent);
            Touch_NeedsLock(receiver);
        }
    }

    void Schedule_NeedsLock(Timed entry, TimeSpan delay)
    {
        wheel.Add(entry, NowTick + Math.Max(1, delay.Ticks / Tick.Ticks));
        if (!ticking)
        {
            ticking = true;
            ticker.Change(Tick, Tick);
        }
    }

    void OnTick()
    {
        SmscSession[] flush;
        lock (gate)
        {
            wheel.Advance(NowTick, this);
            if (wheel.Count == 0 && ticking)
            {
                ticking = false;
                ticker.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
            flush = TakeTouched_NeedsLock();
        }
        Flush(flush);
    }

    SmscSession[] TakeTouched_NeedsLock()
    {
        if (touched.Count == 0)
            return [];
        SmscSession[] taken = [.. touched];
        touched.Clear();
        foreach (var session in taken)
            session.Touched = false;
        return taken;
    }

    static void Flush(SmscSession[] sessions)
    {
        foreach (var session in sessions)
            session.Flush();
    }
}
