namespace Tidings.Core.Verify.Guards;

/// <summary>Since when, until when and why no code is judged.</summary>
/// <param name="Until">Null: until a person resumes.</param>
/// <param name="Why">For people, without anything personal.</param>
public sealed record BreakerTrip(DateTimeOffset At, DateTimeOffset? Until, string Why);

/// <summary>
/// Counts the wrong codes of the whole installation by the minute, and stops judging where they are too many. A guess is counted before it is judged and given back where it was right, so that of those who guess at
/// once no more are judged than the bank allows. Safe for many threads; a day's counts are 6 KB.
/// </summary>
public sealed class FailureBreaker
{
    /// <summary>A day, and the minute that is only partly in it: what is within is never counted too low.</summary>
    public const int Minutes = (24 * 60) + 1;

    readonly Lock _lock = new();
    readonly int[] _counts = new int[Minutes];
    long _newest;
    // Of all minutes: it is asked with each code.
    int _day;
    BreakerTrip? _trip;

    /// <summary>Null: codes are judged.</summary>
    public BreakerTrip? Trip(DateTimeOffset now)
    {
        lock (_lock)
            return Standing_NeedsLock(now);
    }

    /// <summary>Likewise, and it trips where a guess would not be judged: a code that goes out now could not be used.</summary>
    public BreakerTrip? Standing(FailureGuard guard, DateTimeOffset now)
    {
        lock (_lock)
        {
            IsFull_NeedsLock(guard, now);
            return _trip;
        }
    }

    /// <summary>One more guess may be judged. False: none, for how the breaker stands or now trips.</summary>
    public bool TryTake(FailureGuard guard, DateTimeOffset now)
    {
        lock (_lock)
        {
            if (IsFull_NeedsLock(guard, now))
                return false;
            _counts[_newest % Minutes]++;
            _day++;
            return true;
        }
    }

    bool IsFull_NeedsLock(FailureGuard guard, DateTimeOffset now)
    {
        if (Standing_NeedsLock(now) is not null)
            return true;
        Advance_NeedsLock(now);
        if (guard.Most > 0 && Sum_NeedsLock((int)guard.Within.TotalMinutes) is var wrong && wrong >= guard.Most)
            return Trip_NeedsLock(guard, now, $"{wrong} wrong codes within {(int)guard.Within.TotalMinutes} minutes, and {guard.Most} are allowed");
        return guard.ADay > 0 && _day is var today && today >= guard.ADay
            && Trip_NeedsLock(guard, now, $"{today} wrong codes within 24 hours, and {guard.ADay} are allowed");
    }

    /// <summary>The guess that was taken last here was right, or was not judged.</summary>
    public void GiveBack()
    {
        lock (_lock)
        {
            if (_counts[_newest % Minutes] == 0)
                return;
            _counts[_newest % Minutes]--;
            _day--;
        }
    }

    /// <summary>What is usual says that these are too many.</summary>
    /// <returns>False: it has tripped already.</returns>
    public bool TryTrip(FailureGuard guard, DateTimeOffset now, string why)
    {
        lock (_lock)
            return Standing_NeedsLock(now) is null && Trip_NeedsLock(guard, now, why);
    }

    /// <summary>Somebody has looked: codes are judged again, and what was counted is forgotten.</summary>
    public void Resume()
    {
        lock (_lock)
        {
            // Also a clock that was ahead.
            (_trip, _day, _newest) = (null, 0, 0);
            Array.Clear(_counts);
        }
    }

    /// <summary>Wrong codes of the last whole minutes and the one that runs.</summary>
    public int Wrong(int minutes, DateTimeOffset now)
    {
        lock (_lock)
        {
            Advance_NeedsLock(now);
            return Sum_NeedsLock(minutes);
        }
    }

    /// <summary>All that is counted: the newest minute since 1970, and each by itself modulo <see cref="Minutes"/>.</summary>
    public (long Newest, int[] Counts) Save()
    {
        lock (_lock)
            return (_newest, [.. _counts]);
    }

    /// <summary>As an earlier run left it. Before anything is judged.</summary>
    public void Restore(BreakerTrip? trip, long newest, int[] counts, DateTimeOffset now)
    {
        lock (_lock)
        {
            _trip = trip;
            if (counts.Length != Minutes)
                return;
            _day = counts.Sum();
            var minute = now.ToUnixTimeSeconds() / 60;
            if (newest > minute + Minutes)
            {
                // The clock was far ahead: in its minutes nothing would ever grow old.
                (_newest, _counts[minute % Minutes]) = (minute, _day);
                return;
            }
            _newest = newest;
            counts.CopyTo(_counts, 0);
        }
    }

    BreakerTrip? Standing_NeedsLock(DateTimeOffset now)
    {
        if (_trip is { Until: { } until } && now >= until)
            _trip = null;
        return _trip;
    }

    bool Trip_NeedsLock(FailureGuard guard, DateTimeOffset now, string why)
    {
        _trip = new(now, guard.UntilResumed ? null : now + guard.For, why);
        return true;
    }

    // A clock that was put back counts on in the newest minute: nothing falls out of the window sooner for it.
    void Advance_NeedsLock(DateTimeOffset now)
    {
        var minute = now.ToUnixTimeSeconds() / 60;
        for (var passed = Math.Max(_newest + 1, minute - Minutes + 1); passed <= minute; passed++)
        {
            _day -= _counts[passed % Minutes];
            _counts[passed % Minutes] = 0;
        }
        _newest = Math.Max(_newest, minute);
    }

    int Sum_NeedsLock(int minutes)
    {
        var sum = 0;
        for (var back = 0; back <= minutes; back++)
            if (_newest - back >= 0)
                sum += _counts[(_newest - back) % Minutes];
        return sum;
    }
}
