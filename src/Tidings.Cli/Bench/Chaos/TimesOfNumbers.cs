namespace Tidings.Cli.Bench.Chaos;

/// <summary>When something happened to each number first, in Unix µs: eight bytes a number, since there are millions.</summary>
internal sealed class TimesOfNumbers(long most)
{
    readonly long[] _times = new long[most];
    long _count;

    /// <summary>Numbers that have a time.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>False: it has a time already.</summary>
    public bool TryAdd(long number, long at)
    {
        if (Interlocked.CompareExchange(ref _times[number], at, 0) != 0)
            return false;
        Interlocked.Increment(ref _count);
        return true;
    }

    /// <summary>0: it has none.</summary>
    public long Of(long number) => Volatile.Read(ref _times[number]);

    public IEnumerable<long> Numbers
    {
        get
        {
            for (var number = 0L; number < _times.LongLength; number++)
                if (Of(number) != 0)
                    yield return number;
        }
    }
}
