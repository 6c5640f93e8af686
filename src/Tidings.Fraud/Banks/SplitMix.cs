namespace Tidings.Fraud.Banks;

/// <summary>SplitMix64: the same numbers for the same seed in every version, on every machine.</summary>
public sealed class SplitMix(ulong seed)
{
    ulong _state = seed;

    public ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>From 0 to below 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    public double Between(double low, double high) => low + ((high - low) * Unit());

    /// <summary>From 0 to below <paramref name="end"/>.</summary>
    public int Below(int end) => (int)(Unit() * end);

    public bool Chance(double probability) => Unit() < probability;

    /// <summary>Box and Muller's.</summary>
    public double Normal(double mean, double deviation) => mean + (deviation * Math.Sqrt(-2 * Math.Log(1 - Unit())) * Math.Cos(2 * Math.PI * Unit()));

    /// <summary>Knuth's: right for small means, of which there are only such here.</summary>
    public int Poisson(double mean)
    {
        var (limit, product, count) = (Math.Exp(-mean), Unit(), 0);
        while (product > limit)
        {
            product *= Unit();
            count++;
        }
        return count;
    }
}
