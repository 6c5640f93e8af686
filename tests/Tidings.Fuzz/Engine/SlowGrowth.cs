using System.Globalization;

namespace Tidings.Fuzz.Engine;

/// <summary>
/// Looks by the clock for work that grows with the square of its input. For long runs that a person reads: no test of ours asserts a time.
/// </summary>
internal static class SlowGrowth
{
    const int Base = 4 * 1024;
    static readonly TimeSpan Noise = TimeSpan.FromMilliseconds(4);

    public static Finding? Check(FuzzTarget target, byte[] input, Random random, TimeProvider clock)
    {
        if (input.Length == 0)
            return null;
        var from = random.Next(input.Length);
        var to = from + 1 + random.Next(Math.Min(64, input.Length - from));
        var execution = new Execution(target);
        var small = Fastest(execution, Growth.Repeated(input, from, to, Base), clock);
        var middle = Fastest(execution, Growth.Repeated(input, from, to, Base * 4), clock);
        var large = Fastest(execution, Growth.Repeated(input, from, to, Base * 16), clock);
        return middle > Noise && middle > small * 9 && large > middle * 9
            ? new(
                target.Name, "takes more than in proportion",
                string.Create(CultureInfo.InvariantCulture, $"{small.TotalMilliseconds:0.00}, {middle.TotalMilliseconds:0.00}, {large.TotalMilliseconds:0.00} ms, each for four times the length of the one before"),
                Growth.Repeated(input, from, to, Base))
            : null;
    }

    // Of several, the fastest: the others were disturbed.
    static TimeSpan Fastest(Execution execution, byte[] input, TimeProvider clock)
    {
        var fastest = TimeSpan.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var start = clock.GetTimestamp();
            _ = execution.Run(input);
            var took = clock.GetElapsedTime(start);
            fastest = took < fastest ? took : fastest;
        }
        return fastest;
    }
}
