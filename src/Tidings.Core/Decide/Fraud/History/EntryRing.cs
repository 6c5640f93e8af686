namespace Tidings.Core.Decide.Fraud.History;

/// <summary>
/// The newest entries of one key, 64 bits each: seconds since 1970 in the upper half, the owner's own in the lower. Grows by a half or a third up to its bound, and only when nothing in it is too old to be asked for.
/// </summary>
/// <remarks>A mutable struct, so that a key costs one object less; it lives in a field of its owner and is never copied.</remarks>
internal struct EntryRing
{
    const int Fewest = 4;

    ulong[]? _entries;
    ushort _first;
    ushort _count;

    public readonly int Count => _count;
    public readonly int Bytes => _entries is null ? 0 : 24 + (8 * _entries.Length);

    /// <summary>By age: 0 is the newest.</summary>
    public readonly ulong this[int age] => _entries![Place(age)];

    public static uint SecondsOf(ulong entry) => (uint)(entry >> 32);

    public static ulong Entry(uint at, uint own) => (ulong)at << 32 | own;

    public readonly void Set(int age, ulong entry) => _entries![Place(age)] = entry;

    /// <param name="keep">Entries older than so many seconds before this one may be forgotten.</param>
    /// <param name="most">The bound: 65,535 at most.</param>
    /// <param name="evicted">The oldest, which had to leave though it may still be asked for.</param>
    /// <returns>Whether one had to leave.</returns>
    public bool Add(ulong entry, uint keep, int most, out ulong evicted)
    {
        evicted = 0;
        var full = false;
        if (_entries is null)
        {
            _entries = new ulong[Fewest];
        }
        else if (_count == _entries.Length)
        {
            DropOlder(SecondsOf(entry), keep);
            if (_count == _entries.Length && _count >= most)
            {
                (full, evicted) = (true, this[_count - 1]);
                DropOldest();
            }
            else if (_count == _entries.Length)
            {
                Grow(most);
            }
        }
        _count++;
        _entries[Place(0)] = entry;
        return full;
    }

    /// <summary>What is remembered, the oldest first.</summary>
    public readonly ulong[] Save()
    {
        var all = new ulong[_count];
        for (var i = 0; i < all.Length; i++)
            all[i] = this[_count - 1 - i];
        return all;
    }

    /// <param name="saved">As <see cref="Save"/> gave it.</param>
    public static EntryRing Of(ulong[] saved)
    {
        if (saved.Length == 0)
            return default;
        // Of a length that growing would have come to: the next entry finds a place, or grows it likewise.
        var length = Fewest;
        while (length < saved.Length)
            length = int.IsPow2(length) ? length * 3 / 2 : length * 4 / 3;
        var entries = new ulong[length];
        saved.CopyTo(entries, 0);
        return new() { _entries = entries, _count = (ushort)saved.Length };
    }

    void DropOlder(uint now, uint keep)
    {
        while (_count > 0 && now - SecondsOf(this[_count - 1]) >= keep)
            DropOldest();
    }

    void DropOldest()
    {
        _first = (ushort)(_first + 1 == _entries!.Length ? 0 : _first + 1);
        _count--;
    }

    void Grow(int most)
    {
        var old = _entries!;
        var length = Math.Min(most, int.IsPow2(old.Length) ? old.Length * 3 / 2 : old.Length * 4 / 3);
        var grown = new ulong[length];
        for (var i = 0; i < _count; i++)
            grown[i] = this[_count - 1 - i];
        (_entries, _first) = (grown, 0);
    }

    readonly int Place(int age)
    {
        var place = _first + _count - 1 - age;
        return place >= _entries!.Length ? place - _entries.Length : place;
    }
}
