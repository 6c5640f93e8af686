using System.Numerics;
using System.Runtime.CompilerServices;

namespace Tidings.Server.Deliver.Routing;

/// <summary>How many receipts took how long: below one second, below two, below four and so on. For a median that phones which were off for hours do not move.</summary>
[InlineArray(Steps)]
internal struct ReceiptTimes
{
    const int Steps = 14;
    int _first;

    public void Add(TimeSpan took) => this[Math.Min(Steps - 1, 32 - BitOperations.LeadingZeroCount((uint)Math.Clamp(took.TotalSeconds, 0, int.MaxValue)))]++;

    public void Add(in ReceiptTimes other)
    {
        for (var step = 0; step < Steps; step++)
            this[step] += other[step];
    }

    public readonly int Count
    {
        get
        {
            var count = 0;
            foreach (var step in this)
                count += step;
            return count;
        }
    }

    /// <summary>In seconds, as if those of a step lay evenly in it. NaN: there are none.</summary>
    public readonly double Median
    {
        get
        {
            var (half, before, from) = (Count / 2.0, 0, 0.0);
            for (var step = 0; step < Steps; step++)
            {
                var to = (double)(1 << step);
                if (this[step] > 0 && before + this[step] >= half)
                    return from + (half - before) / this[step] * (to - from);
                (before, from) = (before + this[step], to);
            }
            return double.NaN;
        }
    }
}
