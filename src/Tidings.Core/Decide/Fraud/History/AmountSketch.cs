using System.Runtime.CompilerServices;

namespace Tidings.Core.Decide.Fraud.History;

/// <summary>
/// What amounts are usual for one customer: mean and deviation over about his last two hundred, in which one amount counts for three deviations at most, and quartiles of their logarithms from half-octave bins.
/// An unusual amount hardly moves what the next is held against. Approximate: a quartile to within its bin (a factor of 1.41).
/// </summary>
internal struct AmountSketch
{
    const int Memory = 200;
    const int Bins = 40;
    /// <summary>Below so many amounts nothing is called unusual.</summary>
    const int Enough = 4;

    [InlineArray(Bins)]
    struct Counts
    {
        byte _first;
    }

    ushort _seen;
    float _mean;
    float _variance;
    float _largest;
    Counts _bins;

    public readonly int Seen => _seen;
    public readonly double Mean => _mean;
    /// <summary>The largest of all, however long ago; 0: none yet.</summary>
    public readonly double Largest => _largest;

    public void Add(double amount)
    {
        var counted = _seen >= 8 ? Math.Min(amount, _mean + (3 * Deviation)) : amount;
        _seen = (ushort)Math.Min(Memory, _seen + 1);
        var away = counted - _mean;
        _mean = (float)(_mean + (away / _seen));
        _variance = (float)(_variance + (((away * (counted - _mean)) - _variance) / _seen));
        _largest = Math.Max(_largest, (float)amount);
        ref var bin = ref _bins[BinOf(amount)];
        if (bin == byte.MaxValue)
            Halve();
        bin++;
    }

    /// <summary>Deviations from the own mean; 0 while too few are known.</summary>
    public readonly double Z(double amount) => _seen < Enough ? 0 : Math.Clamp((amount - _mean) / Deviation, -20, 100);

    /// <summary>Distance of the logarithm from its median, in deviations as the quartiles' distance gives them; 0 while too few are known.</summary>
    public readonly double RobustZ(double amount)
    {
        if (_seen < Enough)
            return 0;
        var total = 0;
        foreach (var count in _bins)
            total += count;
        var (low, middle, high) = (Quantile(total * 0.25), Quantile(total * 0.5), Quantile(total * 0.75));
        return Math.Clamp((Position(amount) - middle) / Math.Max((high - low) / 1.349, 0.5), -20, 100);
    }

    /// <summary>Never so small that a customer who always pays the same is alarmed by the next cent.</summary>
    readonly double Deviation => Math.Max(Math.Sqrt(Math.Max(0, _variance)), Math.Max(0.1 * _mean, 1));

    /// <summary>In half octaves from a quarter of a unit on.</summary>
    static double Position(double amount) => Math.Clamp((Math.Log2(Math.Max(amount, 0.25)) + 2) * 2, 0, Bins - 0.001);

    static int BinOf(double amount) => (int)Position(amount);

    readonly double Quantile(double wanted)
    {
        var before = 0;
        for (var i = 0; i < Bins; i++)
        {
            var count = _bins[i];
            if (count > 0 && before + count >= wanted)
                return i + ((wanted - before) / count);
            before += count;
        }
        return Bins;
    }

    void Halve()
    {
        for (var i = 0; i < Bins; i++)
            _bins[i] >>= 1;
    }
}
