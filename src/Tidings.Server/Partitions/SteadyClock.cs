namespace Tidings.Server.Partitions;

/// <summary>
/// A partition's own time, which never goes back and never runs slower than real time: where the system's clock is put back, it goes on by the timer. What ends at a time must not begin again by somebody who turns
/// the clock. Not thread-safe.
/// </summary>
/// <param name="from">What the partition has seen already.</param>
internal sealed class SteadyClock(TimeProvider time, DateTimeOffset from)
{
    DateTimeOffset _at = from;
    long _stamp = time.GetTimestamp();

    /// <param name="now">The system's time.</param>
    public DateTimeOffset At(DateTimeOffset now)
    {
        var passed = time.GetElapsedTime(_stamp);
        _stamp = time.GetTimestamp();
        if (passed > TimeSpan.Zero)
            _at += passed;
        if (now > _at)
            _at = now;
        return _at;
    }
}
