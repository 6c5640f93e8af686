namespace Tidings.Storage.Sqlite.Writes;

/// <summary>
/// The rows of many units for one table, in the order of its key: inserted so, they fill its pages and touch each once. Rows of the same key keep their order.
/// Kept between transactions, so that a row costs no allocation.
/// </summary>
internal sealed class SortedRows<T>
{
    Key[] keys = new Key[256];
    T[] rows = new T[256];

    public int Count { get; private set; }

    /// <summary>The row at this place of the order; after <see cref="Sort"/>.</summary>
    public ref readonly T this[int place] => ref rows[keys[place].Index];

    public void Add(long key, in T row)
    {
        if (Count == rows.Length)
        {
            Array.Resize(ref keys, Count * 2);
            Array.Resize(ref rows, Count * 2);
        }
        keys[Count] = new(key, Count);
        rows[Count++] = row;
    }

    public void Sort() => keys.AsSpan(0, Count).Sort();

    public void Clear()
    {
        rows.AsSpan(0, Count).Clear();
        Count = 0;
    }

    readonly record struct Key(long Value, int Index) : IComparable<Key>
    {
        public int CompareTo(Key other) => Value != other.Value ? Value.CompareTo(other.Value) : Index.CompareTo(other.Index);
    }
}
