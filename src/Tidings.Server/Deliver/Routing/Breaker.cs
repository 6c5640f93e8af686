using Tidings.Core.Deliver.Routing;

namespace Tidings.Server.Deliver.Routing;

/// <summary>
/// The circuit breaker of one carrier: counts its answers over a short window and its sessions, and walks <see cref="BreakerTable"/>. Any bind's pump and any
/// session may call; who must know of a change is told outside the lock.
/// </summary>
internal sealed class Breaker(BreakerOptions options, TimeProvider time)
{
    /// <summary>At the start a carrier counts as well for so long without a session: connecting takes a moment.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    readonly Lock _lock = new();
    readonly long _began = time.GetTimestamp();
    volatile BreakerState _state;
    long _windowAt = time.GetTimestamp();
    long _changedAt = time.GetTimestamp();
    int _answers;
    int _troubles;
    int _fineInARow;
    int _probes;
    int _sessions;
    volatile bool _waited;

    public BreakerState State => _state;

    /// <summary>Sessions that stand.</summary>
    public int Sessions => Volatile.Read(ref _sessions);

    /// <summary>Called after each change, outside the lock.</summary>
    public Action<BreakerState>? Changed { get; set; }

    /// <summary>Whether one more text may try it while it is half open.</summary>
    /// <param name="reluctant">It would rather not: only where nothing else has tried it for a pause.</param>
    public bool HasProbe(bool reluctant) => Volatile.Read(ref _probes) > 0 && (!reluctant || _waited);

    public void TakeProbe() => Interlocked.Decrement(ref _probes);

    /// <summary>How many segments a bind may send now that has so many unanswered.</summary>
    public int Room(int unanswered) => _state switch
    {
        BreakerState.Closed => int.MaxValue,
        BreakerState.HalfOpen => options.Probes - unanswered,
        _ => 0,
    };

    /// <summary>It took a text, or refused it for the text's own sake: it is at work.</summary>
    public void Well()
    {
        bool changed;
        lock (_lock)
            changed = Well_NeedsLock();
        Tell(changed);
    }

    /// <summary>It had trouble of its own, or did not answer.</summary>
    public void Trouble()
    {
        bool changed;
        lock (_lock)
            changed = Trouble_NeedsLock();
        Tell(changed);
    }

    public void SessionBegan()
    {
        bool changed;
        lock (_lock)
            changed = ++_sessions == 1 && Step_NeedsLock(BreakerFact.Bound);
        Tell(changed);
    }

    public void SessionEnded()
    {
        bool changed;
        lock (_lock)
            changed = --_sessions == 0 && Step_NeedsLock(BreakerFact.Lost);
        Tell(changed);
    }

    /// <summary>No session will come for now: texts go by others without the moment that a start has.</summary>
    public void Withhold()
    {
        bool changed;
        lock (_lock)
            changed = _sessions == 0 && Step_NeedsLock(BreakerFact.Lost);
        Tell(changed);
    }

    /// <summary>What only the time tells. Called about once a second.</summary>
    public void Tick()
    {
        bool changed;
        lock (_lock)
            changed = Tick_NeedsLock();
        Tell(changed);
    }

    void Tell(bool changed)
    {
        if (changed)
            Changed?.Invoke(_state);
    }

    bool Well_NeedsLock()
    {
        Count_NeedsLock();
        _fineInARow++;
        return _state == BreakerState.HalfOpen && _fineInARow >= options.Proof && Step_NeedsLock(BreakerFact.Proven);
    }

    bool Trouble_NeedsLock()
    {
        Count_NeedsLock();
        _troubles++;
        _fineInARow = 0;
        var failing = _state == BreakerState.HalfOpen || (_answers >= options.Answers && _troubles >= _answers * options.Troubles);
        return failing && Step_NeedsLock(BreakerFact.Failing);
    }

    void Count_NeedsLock()
    {
        if (time.GetElapsedTime(_windowAt) >= options.Window)
            (_windowAt, _answers, _troubles) = (time.GetTimestamp(), 0, 0);
        _answers++;
    }

    bool Tick_NeedsLock()
    {
        if (_sessions == 0)
            return time.GetElapsedTime(_began) >= Grace && Step_NeedsLock(BreakerFact.Lost);
        if (_state == BreakerState.Closed || time.GetElapsedTime(_changedAt) < options.Pause)
            return false;
        // Half open for so long without a verdict: what was to try it never left.
        return Step_NeedsLock(BreakerFact.Cooled);
    }

    bool Step_NeedsLock(BreakerFact fact)
    {
        var before = _state;
        _state = BreakerTable.After(before, fact);
        if (_state == BreakerState.HalfOpen)
            (_probes, _fineInARow, _waited) = (options.Probes, 0, before == BreakerState.HalfOpen);
        if (_state == before && _state != BreakerState.HalfOpen)
            return false;
        (_changedAt, _windowAt, _answers, _troubles) = (time.GetTimestamp(), time.GetTimestamp(), 0, 0);
        return _state != before;
    }
}
