using MemoryPack;

namespace Tidings.Core.Customers;

/// <summary>That a text, a verification or a wrong code was counted for a limit, and when.</summary>
[MemoryPackable]
public readonly partial record struct CountedText(ulong Key, long Ticks)
{
    /// <summary>The most that are kept of one customer, and of a name that many share; the oldest is forgotten first.</summary>
    public const int Most = 256, MostOfShared = 4_096;

    /// <summary>The longest window of a limit.</summary>
    static readonly TimeSpan Kept = TimeSpan.FromDays(31);

    internal static CountedText[] Add(CountedText[]? known, CountedText text) => Add(known, text, new(text.Key) { Needed = Kept, Longest = Kept }, Most);

    /// <param name="counted">How long it is needed.</param>
    /// <param name="most">How many are kept.</param>
    internal static CountedText[] Add(CountedText[]? known, CountedText text, TextCounted counted, int most)
    {
        var (longest, own) = (text.Ticks - counted.Longest.Ticks, text.Ticks - counted.Needed.Ticks);
        var current = (known ?? []).Where(other => other.Ticks > (other.Key == text.Key ? own : longest)).Append(text).ToArray();
        return current.Length > most ? current[^most..] : current;
    }

    internal static int Count(CountedText[]? known, ulong key, long since)
    {
        var count = 0;
        foreach (var text in known ?? [])
            if (text.Key == key && text.Ticks > since)
                count++;
        return count;
    }

    /// <summary>All of them, whatever they count.</summary>
    internal static int Count(CountedText[]? known, long since) => (known ?? []).Count(text => text.Ticks > since);
}
