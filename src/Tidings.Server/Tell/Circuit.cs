using Tidings.Core.Deliver;

namespace Tidings.Server.Tell;

/// <summary>
/// Whether a receiver is there at all. Three failures in a row, of whatever letters, and it is asked with one letter at a time, with growing pauses of at most a minute,
/// until it takes one: what it does not take for want of being there costs no letter its patience. Attempts run side by side.
/// </summary>
internal sealed class Circuit(TellOptions options, TimeProvider time)
{
    public const int Failures = 3;
    static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    readonly Lock _lock = new();
    readonly Random _jitter = new();
    int _inARow;
    DateTimeOffset _askAgain;

    public bool IsOpen
    {
        get { lock (_lock) return _inARow >= Failures; }
    }

    /// <summary>Open, and nothing is to be tried yet.</summary>
    public bool Rests
    {
        get { lock (_lock) return _inARow >= Failures && time.GetUtcNow() < _askAgain; }
    }

    /// <summary>An attempt has ended. True: with it, it opened or closed.</summary>
    public bool Note(bool taken)
    {
        lock (_lock)
        {
            var before = _inARow;
            _inARow = taken ? 0 : _inARow + 1;
            if (_inARow >= Failures)
            {
                var longest = options.LongestRetry < LongestPause ? options.LongestRetry : LongestPause;
                _askAgain = time.GetUtcNow() + Backoff.After(_inARow - Failures + 1, options.FirstRetry, longest, _jitter.NextDouble());
            }
            return (before >= Failures && taken) || _inARow == Failures;
        }
    }
}
