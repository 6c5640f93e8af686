using System.Collections.Concurrent;

namespace Tidings.Core.Decide.Fraud.Rules;

/// <summary>The ids of rules that held, one list for each set of them: the same few come again and again, and nothing is allocated for those.</summary>
internal sealed class HeldRules(string[] ids)
{
    /// <summary>More sets than that are not kept.</summary>
    const int Bound = 4_096;

    readonly ConcurrentDictionary<UInt128, string[]> _known = new();

    /// <param name="held">A bit for each rule.</param>
    public IReadOnlyList<string> Of(UInt128 held)
    {
        if (held == UInt128.Zero)
            return [];
        if (_known.TryGetValue(held, out var known))
            return known;
        var made = new List<string>();
        for (var left = held; left != UInt128.Zero; left &= left - 1)
            made.Add(ids[(int)UInt128.TrailingZeroCount(left)]);
        var list = made.ToArray();
        if (_known.Count < Bound)
            _known.TryAdd(held, list);
        return list;
    }
}
