using System.Collections.Concurrent;

namespace Tidings.Core.Customers;

/// <summary>
/// Words of which a hundred thousand states hold the same few (currencies, languages, time zones, alert ids), kept in memory once.
/// Bounded: once full, further words are kept by each state for itself.
/// </summary>
internal static class SharedText
{
    const int Bound = 2048;
    const int Longest = 64;
    static readonly ConcurrentDictionary<string, string> Words = new(StringComparer.Ordinal);
    static int _count;

    public static string Of(string word)
    {
        if (Words.TryGetValue(word, out var shared))
            return shared;
        if (word.Length > Longest || Volatile.Read(ref _count) >= Bound)
            return word;
        if (Words.TryAdd(word, word))
            Interlocked.Increment(ref _count);
        return Words[word];
    }
}
