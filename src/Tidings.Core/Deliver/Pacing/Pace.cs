namespace Tidings.Core.Deliver.Pacing;

/// <summary>
/// How fast one bind sends: a bucket of tokens, filled at the carrier's rate. A throttling halves the rate and stops the bind for a pause;
/// without further ones the rate recovers. A carrier that says it is congested is eased before it must refuse. Not thread-safe: one bind's pump owns it.
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
    /// <summary>congestion_state from which a carrier nears its limit, and at which it has reached it (SMPP 5.0 §4.8.4.18).</summary>
    const int Nearing = 90, Congested = 100;
    static readonly TimeSpan BetweenEasings = TimeSpan.FromSeconds(1);

    readonly TimeProvider _time;
    readonly double _full;
    double _rate;
    double _tokens;
    long _filledAt;
    long _pausedAt;
    TimeSpan _pause;
    long? _easedAt;

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

    /// <summary>
    /// The carrier said how busy it is. Nearing congestion takes a tenth off the rate, congestion a quarter, once a second at most and
    /// with no pause: with the recovery it settles near a half or a fifth of the full rate while the carrier keeps saying so.
    /// </summary>
    /// <param name="congestion">congestion_state: 0 idle, 90 to 99 nearing congestion, 100 congested. Below 90 nothing is done.</param>
    public void Ease(int congestion)
    {
        if (congestion < Nearing || (_easedAt is { } last && _time.GetElapsedTime(last) < BetweenEasings))
            return;
        Fill();
        _rate = Math.Max(_full * LowestPart, _rate * (congestion >= Congested ? 0.75 : 0.9));
        _tokens = Math.Min(_tokens, Capacity(_rate));
        _easedAt = _time.GetTimestamp();
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
