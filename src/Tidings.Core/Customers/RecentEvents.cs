namespace Tidings.Core.Customers;

/// <summary>
/// The keys of a customer's recent events, by which a repeated one is known: those of the last eight days, so that whatever an alert still tells
/// (<c>maxAge</c>, seven days at most) is told once. A customer with very many events keeps those of the last 72 hours at least; one with more than
/// <see cref="Bound"/> in that time is <see cref="Full"/>.
/// </summary>
/// <remarks>Some eleven bytes a key: they lie in blocks that never move, and a block has one time, that of its newest key. It goes when that has passed.</remarks>
public sealed class RecentEvents
{
    public const int Bound = 65_536;
    /// <summary>How long a repetition is known wherever there is room.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(8);
    /// <summary>How long a repetition is known in any case.</summary>
    public static readonly TimeSpan Promised = TimeSpan.FromHours(72);

    internal const int SmallBlock = 12;
    const int LargeBlock = 1_024;
    static readonly DateTimeOffset Epoch = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Oldest first. All but the last are full.
    Block[] _blocks = [];
    int _free;

    struct Block
    {
        public ulong[] Keys;
        /// <summary>Of the newest key, in minutes since 2024.</summary>
        public int Minute;
    }

    public int Count { get; private set; }

    /// <summary>Bytes in memory, as the platform lays them out.</summary>
    public int Bytes => 48 + (_blocks.Length * 40) + (8 * (Count + _free));

    public bool Contains(ulong key)
    {
        var blocks = _blocks;
        for (var i = blocks.Length - 1; i >= 0; i--)
        {
            var keys = blocks[i].Keys.AsSpan();
            if ((i == blocks.Length - 1 ? keys[..^_free] : keys).Contains(key))
                return true;
        }
        return false;
    }

    /// <summary>There is no room for another key that would not break the promise to one that is held.</summary>
    public bool Full(DateTimeOffset now) => Count == Bound && _blocks[0].Minute >= MinuteOf(now - Promised);

    public void Add(ulong key, DateTimeOffset at) => Add(key, MinuteOf(at));

    void Add(ulong key, int minute)
    {
        if (_free == 0)
            MakeRoom(minute);
        ref var last = ref _blocks[^1];
        last.Keys[^_free--] = key;
        last.Minute = minute;
        Count++;
    }

    void MakeRoom(int now)
    {
        var drop = 0;
        while (drop < _blocks.Length && _blocks[drop].Minute < now - (int)Kept.TotalMinutes)
            Count -= _blocks[drop++].Keys.Length;
        // The caller has asked whether it is full: the oldest block has had its 72 hours.
        if (Count == Bound)
            Count -= _blocks[drop++].Keys.Length;
        // Large ones for him who has many, so that they are found in few steps.
        Append(drop, Math.Min(Math.Clamp(Count / 4, SmallBlock, LargeBlock), Bound - Count));
    }

    void Append(int drop, int room)
    {
        _blocks = [.. _blocks.AsSpan(drop), new Block { Keys = new ulong[room] }];
        _free = room;
    }

    static int MinuteOf(DateTimeOffset at) => (int)(at - Epoch).TotalMinutes;

    internal SavedKeys Save()
    {
        var (keys, minutes, count) = (new ulong[Count], new int[Count], 0);
        foreach (var block in _blocks)
        {
            var held = Math.Min(block.Keys.Length, Count - count);
            block.Keys.AsSpan(0, held).CopyTo(keys.AsSpan(count));
            minutes.AsSpan(count, held).Fill(block.Minute);
            count += held;
        }
        return new() { Keys = keys, Minutes = minutes, Count = count, Blocks = Array.ConvertAll(_blocks, static block => block.Keys.Length) };
    }

    internal static RecentEvents Of(SavedKeys? saved)
    {
        var (recent, block) = (new RecentEvents(), 0);
        for (var i = 0; i < saved?.Count; i++)
        {
            if (recent._free == 0 && saved.Blocks is { } blocks)
                recent.Append(0, blocks[block++]);
            recent.Add(saved.Keys[i], saved.Minutes[i]);
        }
        return recent;
    }
}
