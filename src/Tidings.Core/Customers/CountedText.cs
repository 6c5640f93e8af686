using MemoryPack;

namespace Tidings.Core.Customers;

/// <summary>That a text was counted for a limit, and when. Kept 31 days, the longest window of a limit.</summary>
[MemoryPackable]
public readonly partial record struct CountedText(ulong Key, long Ticks)
{
    /// <summary>The most that are kept of one customer; the oldest is forgotten first.</summary>
    public const int Most = 256;

    static readonly long Kept = TimeSpan.FromDays(31).Ticks;

    internal static CountedText[] Add(CountedText[] known, CountedText text)
    {
        var current = (known ?? []).Where(other => other.Ticks > text.Ticks - Kept).Append(text).ToArray();
        return current.Length > Most ? current[^Most..] : current;
    }

    internal static int Count(CountedText[]? known, ulong key, long since)
    {
        var count = 0;
        foreach (var text in known ?? [])
            if (text.Key == key && text.Ticks > since)
                count++;
        return count;
    }
}
