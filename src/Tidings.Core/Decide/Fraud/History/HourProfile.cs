using System.Runtime.CompilerServices;

namespace Tidings.Core.Decide.Fraud.History;

/// <summary>At which hours of his day a customer pays: a count each, all halved when one is full, so that old habits fade.</summary>
internal struct HourProfile
{
    const int Hours = 24;
    /// <summary>What an hour is worth before anything is known, in payments over a day.</summary>
    const double Prior = 8;

    [InlineArray(Hours)]
    struct Counts
    {
        byte _first;
    }

    Counts _counts;

    public void Add(int hour)
    {
        if (_counts[hour] == byte.MaxValue)
        {
            for (var i = 0; i < Hours; i++)
                _counts[i] >>= 1;
        }
        _counts[hour]++;
    }

    /// <summary>The share of payments within an hour of this one; an eighth for somebody without habits.</summary>
    public readonly double Share(int hour)
    {
        var total = 0;
        foreach (var count in _counts)
            total += count;
        var near = _counts[hour] + _counts[(hour + 1) % Hours] + _counts[(hour + Hours - 1) % Hours];
        return (near + (Prior / 8)) / (total + Prior);
    }
}
