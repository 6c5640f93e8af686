namespace Tidings.Fuzz.Engine;

/// <summary>
/// What one input made the parser do, as numbers: outcomes, error codes, kinds of elements. An input that shows a number that no earlier one
/// showed is kept. This stands in for branch coverage: cheap, the same on each machine, and in the parser's own words.
/// </summary>
internal sealed class Features
{
    const int Most = 4096;
    readonly uint[] _seen = new uint[Most];

    public int Count { get; private set; }

    public ReadOnlySpan<uint> All => _seen.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Add(uint what, uint value)
    {
        if (Count < Most)
            _seen[Count++] = Mix(what * 0x9E3779B1 + value);
    }

    /// <summary>A sentence without what it quotes: its digits and what stands in quotes are the input's, and endless.</summary>
    public void AddWords(uint what, ReadOnlySpan<char> text)
    {
        var hash = 2166136261u;
        var quoted = false;
        foreach (var c in text)
        {
            quoted ^= c == '\'';
            if (!quoted && char.IsAsciiLetter(c))
                hash = (hash ^ c) * 16777619u;
        }
        Add(what, hash);
    }

    /// <summary>A number by its magnitude only: 5 and 6 are the same sight, 5 and 500 are not.</summary>
    public void AddMagnitude(uint what, long value) => Add(what, (uint)(value < 0 ? 99 : 64 - System.Numerics.BitOperations.LeadingZeroCount((ulong)value)));

    static uint Mix(uint x)
    {
        x = (x ^ (x >> 16)) * 0x85EBCA6B;
        x = (x ^ (x >> 13)) * 0xC2B2AE35;
        return x ^ (x >> 16);
    }
}
