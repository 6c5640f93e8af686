using System.Collections.Concurrent;
using System.Text;

namespace Tidings.Simulator.Smsc;

/// <summary>What single numbers do otherwise: set by hand first, by magic suffix next. At most 1,000 are set by hand.</summary>
internal sealed class NumberRules
{
    public const int Capacity = 1_000;
    readonly ConcurrentDictionary<string, NumberRule> byDigits = [];

    public NumberRule? For(ReadOnlySpan<byte> destination, bool magic)
    {
        if (!byDigits.IsEmpty)
        {
            var digits = destination[0] == '+' ? destination[1..] : destination;
            if (byDigits.TryGetValue(Encoding.ASCII.GetString(digits), out var rule))
                return rule;
        }
        return magic ? MagicNumbers.For(destination) : null;
    }

    public NumberRule? Get(string digits) => byDigits.GetValueOrDefault(digits);

    /// <summary>False if as many numbers have rules as may have.</summary>
    public bool Set(string digits, NumberRule rule)
    {
        if (byDigits.Count >= Capacity && !byDigits.ContainsKey(digits))
            return false;
        byDigits[digits] = rule;
        return true;
    }

    public void Remove(string digits) => byDigits.TryRemove(digits, out _);
}
