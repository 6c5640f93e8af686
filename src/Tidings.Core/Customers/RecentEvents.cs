using MemoryPack;

namespace Tidings.Core.Customers;

/// <summary>
/// The keys of a customer's events of the last 72 hours, by which a repeated event is known. At most <see cref="Bound"/>: a customer
/// with more events than that in 72 hours is guarded for the newest of them only.
/// </summary>
[MemoryPackable]
public sealed partial class RecentEvents
{
    public const int Bound = 4096;
    public static readonly TimeSpan Window = TimeSpan.FromHours(72);

    // Parallel arrays, oldest first: the search is one vectorised pass over the keys. Minutes since 2024 keep the ages small.
    [MemoryPackInclude] ulong[] _keys = [];
    [MemoryPackInclude] int[] _minutes = [];
    [MemoryPackInclude] int _count;

    static readonly DateTimeOffset Epoch = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public int Count => _count;

    public bool Contains(ulong key) => _keys.AsSpan(0, _count).Contains(key);

    public void Add(ulong key, DateTimeOffset at)
    {
        var minute = (int)(at - Epoch).TotalMinutes;
        if (_count == _keys.Length)
            MakeRoom(minute);
        _keys[_count] = key;
        _minutes[_count++] = minute;
    }

    void MakeRoom(int minute)
    {
        var oldest = minute - (int)Window.TotalMinutes;
        var drop = 0;
        while (drop < _count && _minutes[drop] < oldest)
            drop++;
        if (drop < _count / 4 && _keys.Length == Bound)
            drop = Math.Max(drop, Bound / 4);
        var kept = _count - drop;
        var size = Math.Min(Bound, Math.Max(4, kept < _keys.Length ? _keys.Length : _keys.Length + _keys.Length / 2));
        var (keys, minutes) = (new ulong[size], new int[size]);
        _keys.AsSpan(drop, kept).CopyTo(keys);
        _minutes.AsSpan(drop, kept).CopyTo(minutes);
        (_keys, _minutes, _count) = (keys, minutes, kept);
    }
}
