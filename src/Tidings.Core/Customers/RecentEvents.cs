using MemoryPack;

namespace Tidings.Core.Customers;

/// <summary>
/// The keys of a customer's recent events, by which a repeated one is known: those of the last eight days, so that whatever an alert still tells
/// (<c>maxAge</c>, seven days at most) is told once. A customer with very many events keeps those of the last 72 hours at least; one with more than
/// <see cref="Bound"/> in that time is <see cref="Full"/>.
/// </summary>
[MemoryPackable]
public sealed partial class RecentEvents
{
    public const int Bound = 65_536;
    /// <summary>How long a repetition is known wherever there is room.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(8);
    /// <summary>How long a repetition is known in any case.</summary>
    public static readonly TimeSpan Promised = TimeSpan.FromHours(72);

    // Parallel arrays, oldest first: the search is one vectorised pass over the keys. Minutes since 2024 keep the ages small.
    [MemoryPackInclude] ulong[] _keys = [];
    [MemoryPackInclude] int[] _minutes = [];
    [MemoryPackInclude] int _count;

    static readonly DateTimeOffset Epoch = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public int Count => _count;

    public bool Contains(ulong key) => _keys.AsSpan(0, _count).Contains(key);

    /// <summary>There is no room for another key that would not break the promise to one that is held.</summary>
    public bool Full(DateTimeOffset now) => _count == Bound && _minutes[0] >= Minute(now - Promised);

    public void Add(ulong key, DateTimeOffset at)
    {
        if (_count == _keys.Length)
            MakeRoom(at);
        _keys[_count] = key;
        _minutes[_count++] = Minute(at);
    }

    void MakeRoom(DateTimeOffset now)
    {
        var drop = OlderThan(now - Kept, _count);
        if (drop == 0 && _count == Bound)
            drop = Math.Max(1, OlderThan(now - Promised, Bound / 4));
        var kept = _count - drop;
        // Who has let many go is given back the room; who has let few go grows, or he would come here again with each event.
        var size = Math.Min(Bound, Math.Max(4, kept + (kept / 2)));
        var (keys, minutes) = (new ulong[size], new int[size]);
        _keys.AsSpan(drop, kept).CopyTo(keys);
        _minutes.AsSpan(drop, kept).CopyTo(minutes);
        (_keys, _minutes, _count) = (keys, minutes, kept);
    }

    int OlderThan(DateTimeOffset time, int most)
    {
        var (minute, count) = (Minute(time), 0);
        while (count < most && _minutes[count] < minute)
            count++;
        return count;
    }

    static int Minute(DateTimeOffset at) => (int)(at - Epoch).TotalMinutes;
}
