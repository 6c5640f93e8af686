using System.Globalization;

namespace Tidings.Fuzz.Engine;

/// <summary>
/// Looks for work that grows faster than its input: a piece of an input is repeated to a length, to twice and to four times that length, and
/// what is allocated may not more than double each time by much. What costs time alone is looked for by <see cref="SlowGrowth"/>.
/// </summary>
internal static class Growth
{
    const int Base = 8 * 1024;
    const long Noise = 512 * 1024;

    public static Finding? Check(FuzzTarget target, byte[] input, Random random)
    {
        if (input.Length == 0)
            return null;
        var from = random.Next(input.Length);
        var to = from + 1 + random.Next(Math.Min(64, input.Length - from));
        var execution = new Execution(target);
        Span<long> costs = stackalloc long[3];
        for (var i = 0; i < costs.Length; i++)
        {
            var longer = Repeated(input, from, to, Base << i);
            if (execution.Run(longer) is { } finding)
                return finding with { Kind = "grown: " + finding.Kind };
            costs[i] = execution.Allocated;
        }
        return costs[2] > Noise && costs[1] > costs[0] * 3 && costs[2] > costs[1] * 3
            ? new(target.Name, "allocates more than in proportion", string.Create(CultureInfo.InvariantCulture, $"{costs[0]}, {costs[1]}, {costs[2]} bytes"), Repeated(input, from, to, Base))
            : null;
    }

    public static byte[] Repeated(byte[] input, int from, int to, int length)
    {
        var piece = input.AsSpan(from, to - from);
        var longer = new byte[Math.Max(length, input.Length)];
        input.AsSpan(0, from).CopyTo(longer);
        var tail = input.AsSpan(to);
        var at = from;
        for (; at + piece.Length <= longer.Length - tail.Length; at += piece.Length)
            piece.CopyTo(longer.AsSpan(at));
        tail.CopyTo(longer.AsSpan(at));
        return longer[..(at + tail.Length)];
    }
}
