using MemoryPack;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Fraud.History;

/// <summary>One part of what spans customers, stored as a whole.</summary>
internal sealed class CounterpartyShard(int most)
{
    /// <summary>Longer than the longest window and the delay before it.</summary>
    const uint Kept = 38 * (uint)Seconds.Day;

    readonly Lock _turn = new();
    readonly Dictionary<ulong, CounterpartyHistory> _known = [];
    readonly Dictionary<int, long> _upTo = [];
    bool _dirty;

    public int Count { get { lock (_turn) return _known.Count; } }

    public long Bytes { get { lock (_turn) return _known.Values.Sum(static one => (long)one.Bytes); } }

    public CounterpartyHistory? Find(ulong print)
    {
        lock (_turn)
            return _known.GetValueOrDefault(print);
    }

    /// <summary>All of a row that concerns this shard, at once: what is written down meanwhile holds it wholly or not at all. Nothing, if the row is in it already.</summary>
    public void Apply(MessageId row, int shard, IReadOnlyList<Customers.StateChange> changes)
    {
        lock (_turn)
        {
            if (_upTo.GetValueOrDefault(row.Partition) >= row.Value)
                return;
            for (var i = 0; i < changes.Count; i++)
            {
                var payment = Counterparties.PaymentOf(changes[i]);
                foreach (var print in (ReadOnlySpan<ulong>)[payment.Terminal, payment.Merchant, payment.Payee, payment.Device])
                    if (print != 0 && print % Counterparties.Shards == (ulong)shard)
                        Apply(print, changes[i]);
            }
            (_upTo[row.Partition], _dirty) = (row.Value, true);
        }
    }

    void Apply(ulong print, Customers.StateChange change)
    {
        if (!_known.TryGetValue(print, out var history))
        {
            if (_known.Count >= most)
                Forget();
            _known.Add(print, history = new());
        }
        switch (change)
        {
            case PaymentSeen seen: history.Add(seen.Payment); break;
            case PaymentLabelled labelled: history.Confirm(labelled.Payment, labelled.Fraud); break;
        }
    }

    public byte[]? Save()
    {
        lock (_turn)
        {
            if (!_dirty)
                return null;
            _dirty = false;
            return MemoryPackSerializer.Serialize(new SavedShard
            {
                Partitions = [.. _upTo.Keys], UpTo = [.. _upTo.Values], Prints = [.. _known.Keys], Histories = [.. _known.Values.Select(static one => one.Save())],
            });
        }
    }

    public void NotSaved()
    {
        lock (_turn)
            _dirty = true;
    }

    public void Restore(ReadOnlySpan<byte> saved)
    {
        var read = MemoryPackSerializer.Deserialize<SavedShard>(saved) ?? throw new InvalidDataException("An empty shard.");
        lock (_turn)
        {
            for (var i = 0; i < read.Partitions.Length; i++)
                _upTo[read.Partitions[i]] = read.UpTo[i];
            for (var i = 0; i < read.Prints.Length; i++)
                _known[read.Prints[i]] = CounterpartyHistory.Restore(read.Histories[i]);
        }
    }

    /// <summary>Whom nobody has paid for longest; a tenth at once, so that it is not looked for at each.</summary>
    void Forget()
    {
        var newest = _known.Values.Max(static one => one.Last);
        var old = _known.Where(one => newest - one.Value.Last > Kept).Select(static one => one.Key).ToList();
        if (old.Count == 0)
            old = [.. _known.OrderBy(static one => one.Value.Last).Take(Math.Max(1, most / 10)).Select(static one => one.Key)];
        foreach (var print in old)
            _known.Remove(print);
    }
}

/// <summary>A shard as it is stored.</summary>
[MemoryPackable]
internal sealed partial record SavedShard
{
    public required int[] Partitions { get; init; }
    /// <summary>The last row of each that is in it.</summary>
    public required long[] UpTo { get; init; }
    public required ulong[] Prints { get; init; }
    public required SavedCounterpartyHistory[] Histories { get; init; }
}
