using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Server.Track;

/// <summary>
/// Entries of the look-up table that are not written yet. Adding one costs a few steps under a lock of its own; the index by key is made when
/// somebody searches, from where the last search left off, and outside that lock.
/// </summary>
internal sealed class LookupBuffer
{
    readonly Lock _lock = new();
    readonly Lock _search = new();
    readonly Dictionary<long, int> _newest = [];
    readonly List<int> _older = [];
    LookupRow[] _rows = new LookupRow[1_024];
    int _count;

    public int Count
    {
        get { lock (_lock) return _count; }
    }

    public void Add(in LookupRow row)
    {
        lock (_lock)
        {
            if (_count == _rows.Length)
                Array.Resize(ref _rows, _count * 2);
            _rows[_count++] = row;
        }
    }

    /// <summary>Copies all entries, into a larger array where they need one. How many there are.</summary>
    public int CopyTo(ref LookupRow[] into)
    {
        lock (_lock)
        {
            if (into.Length < _count)
                into = new LookupRow[_rows.Length];
            _rows.AsSpan(0, _count).CopyTo(into);
            return _count;
        }
    }

    /// <summary>Entries under a key, of messages below <paramref name="before"/>.</summary>
    public void Find(long key, MessageId before, HashSet<LookupRow> into)
    {
        lock (_search)
        {
            LookupRow[] rows;
            int count;
            // What is below the count does not change any more, also where the array is replaced by a larger one.
            lock (_lock)
                (rows, count) = (_rows, _count);
            for (var i = _older.Count; i < count; i++)
            {
                _older.Add(_newest.GetValueOrDefault(rows[i].Key, -1));
                _newest[rows[i].Key] = i;
            }
            for (var i = _newest.GetValueOrDefault(key, -1); i >= 0; i = _older[i])
            {
                if (rows[i].Message.Value < before.Value)
                    into.Add(rows[i]);
            }
        }
    }

    public void Clear()
    {
        lock (_search)
        lock (_lock)
        {
            _newest.Clear();
            _older.Clear();
            _count = 0;
        }
    }
}
