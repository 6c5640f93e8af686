namespace Tidings.Core.Deliver.Surges;

/// <summary>How many texts came in the last sixty seconds, told once a second. Not safe for threads.</summary>
public sealed class LastMinute
{
    readonly int[] _seconds = new int[60];
    long _newest;

    /// <summary>So many came since the last call.</summary>
    /// <param name="second">Seconds since whenever; it never falls.</param>
    /// <returns>How many came in the sixty seconds that end with this one.</returns>
    public int Add(long second, int texts)
    {
        for (var passed = Math.Max(_newest + 1, second - 59); passed <= second; passed++)
            _seconds[passed % 60] = 0;
        _newest = Math.Max(_newest, second);
        _seconds[_newest % 60] += texts;
        return Sum;
    }

    /// <summary>As <see cref="Add"/> answered last.</summary>
    public int Sum
    {
        get
        {
            var sum = 0L;
            foreach (var second in _seconds)
                sum += second;
            return (int)Math.Min(sum, int.MaxValue);
        }
    }
}
