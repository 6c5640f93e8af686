namespace Tidings.Core.Deliver.Pacing;

/// <summary>
/// How fast one bind sends: a bucket of tokens, filled at the carrier's rate. A throttling halves the rate and stops the bind for a pause;
/// without further ones the rate recovers. Not thread-safe: one bind's pump owns it.
/// </summary>
public sealed class Pace
{
    /// <summary>
    /// The bucket holds what a twentieth of a second yields, and one at least: from 20 a second on at most 5% over the rate leave in any second, below that at most one more. A long text
    /// leaves whole and may pass that; what follows waits for it.
    /// </summary>
    const double BurstSeconds = 0.05;
    /// <summary>Each second without a throttling gives back this part of the full rate.</summary>
    const double RecoveryPerSecond = 0.05;
    const double LowestPart = 1 / 64.0;

    readonly TimeProvider _time;
    readonly double _full;
    double _rate;
    double _tokens;
    long _filledAt;
    long _pausedAt;
    TimeSpan _pause;

    /// <param name="time">Monotonic timestamps are taken from it.</param>
    /// <param name="perSecond">Segments a second, over 0.</param>
    public Pace(TimeProvider time, double perSecond)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(perSecond);
        _time = time;
        _full = _rate = perSecond;
        _tokens = Capacity(perSecond);
        _filledAt = time.GetTimestamp();
    }

    /// <summary>Segments a second at present.</summary>
    public double PerSecond => _rate;

    /// <summary>How many segments may leave now; they are not taken.</summary>
    public int Available()
    {
        Fill();
        return PauseLeft() > TimeSpan.Zero ? 0 : Math.Max(0, (int)_tokens);
    }

    /// <summary>Takes what is about to leave. May run into debt, which later segments wait out: a long text leaves whole.</summary>
    public void Take(int segments) => _tokens -= segments;

    /// <summary>How long until one segment may leave. Zero: now.</summary>
    public TimeSpan UntilNext()
    {
        Fill();
        var pause = PauseLeft();
        if (_tokens >= 1)
            return pause;
        var wait = TimeSpan.FromSeconds((1 - _tokens) / _rate);
        return wait > pause ? wait : pause;
    }

    /// <summary>The carrier throttled. The refusals of one window count once: while the pause lasts, further ones change nothing.</summary>
    public void SlowDown(TimeSpan pause)
    {
        Fill();
        if (PauseLeft() > TimeSpan.Zero)
            return;
        _rate = Math.Max(_full * LowestPart, _rate / 2);
        _tokens = Math.Min(_tokens, 1);
        _pausedAt = _time.GetTimestamp();
        _pause = pause;
    }

    TimeSpan PauseLeft() => _pause == TimeSpan.Zero ? TimeSpan.Zero : _pause - _time.GetElapsedTime(_pausedAt);

    void Fill()
    {
        var now = _time.GetTimestamp();
        var seconds = _time.GetElapsedTime(_filledAt, now).TotalSeconds;
        if (seconds <= 0)
            return;
        _filledAt = now;
        _tokens = Math.Min(Capacity(_rate), _tokens + seconds * _rate);
        if (_rate < _full && PauseLeft() <= TimeSpan.Zero)
            _rate = Math.Min(_full, _rate + seconds * RecoveryPerSecond * _full);
    }

    static double Capacity(double rate) => Math.Max(1, rate * BurstSeconds);
}
