using System.Threading.Tasks.Sources;

namespace Tidings.Server.Deliver;

/// <summary>One waits, many wake. A wake without a waiter is kept; several are one. Neither waiting nor waking allocates.</summary>
internal sealed class WakeSignal : IValueTaskSource, IDisposable
{
    readonly Lock _lock = new();
    readonly ITimer _timer;
    ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };
    bool _set;
    bool _waiting;

    public WakeSignal(TimeProvider time) =>
        _timer = time.CreateTimer(static self => ((WakeSignal)self!).Set(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    public void Set()
    {
        lock (_lock)
        {
            if (!_waiting)
            {
                _set = true;
                return;
            }
            _waiting = false;
        }
        _core.SetResult(true);
    }

    /// <summary>Completes at the next wake, or after <paramref name="atMost"/>.</summary>
    public ValueTask Wait(TimeSpan atMost)
    {
        lock (_lock)
        {
            if (_set || atMost <= TimeSpan.Zero)
            {
                _set = false;
                return ValueTask.CompletedTask;
            }
            _core.Reset();
            _waiting = true;
        }
        _timer.Change(atMost, Timeout.InfiniteTimeSpan);
        return new(this, _core.Version);
    }

    public void Dispose() => _timer.Dispose();

    void IValueTaskSource.GetResult(short token)
    {
        _core.GetResult(token);
        _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
