using Tidings.Core.Decide.Fraud.Features;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Messages;

namespace Tidings.Core.Decide.Fraud.History;

/// <summary>
/// The histories of terminals, merchants, payees and devices, over all customers: the one owner of what spans them. Partitions ask while they decide, and tell what they decided once it is durable, each in the order
/// of its rows. Safe for many threads.
/// </summary>
/// <param name="most">The most that are remembered; those that nobody has paid at for longest are forgotten first.</param>
public sealed class Counterparties(int most = Counterparties.DefaultMost)
{
    public const int DefaultMost = 500_000;
    /// <summary>Of a form that is stored: never another number.</summary>
    public const int Shards = 64;

    readonly CounterpartyShard[] _shards = [.. Enumerable.Range(0, Shards).Select(_ => new CounterpartyShard(Math.Max(16, most / Shards)))];
    readonly long[] _applied = new long[1 << MessageId.PartitionBits];
    readonly long[] _durable = new long[1 << MessageId.PartitionBits];
    volatile bool _anything;

    public int Count => _shards.Sum(static shard => shard.Count);

    /// <summary>Bytes that the histories take.</summary>
    public long Bytes => _shards.Sum(static shard => shard.Bytes);

    public Surroundings Around(in Payment payment) => new(Find(payment.Terminal), Find(payment.Merchant), Find(payment.Payee), Find(payment.Device));

    CounterpartyHistory? Find(ulong print) => print == 0 ? null : ShardOf(print).Find(print);

    CounterpartyShard ShardOf(ulong print) => _shards[print % Shards];

    /// <summary>What a durable row says of payments. A row that is known already, as after a replay, changes nothing.</summary>
    public void Apply(MessageId row, IReadOnlyList<Customers.StateChange> changes)
    {
        var touched = 0UL;
        foreach (var change in changes)
        {
            var payment = PaymentOf(change);
            foreach (var print in (ReadOnlySpan<ulong>)[payment.Terminal, payment.Merchant, payment.Payee, payment.Device])
                if (print != 0)
                    touched |= 1UL << (int)(print % Shards);
        }
        for (var shard = 0; touched != 0; shard++, touched >>= 1)
            if ((touched & 1) != 0)
                _shards[shard].Apply(row, shard, changes);
        _anything = true;
        Passed(row);
    }

    /// <summary>The payment that a change is about; one without ends where it is about none.</summary>
    internal static Payment PaymentOf(Customers.StateChange change) => change switch { PaymentSeen seen => seen.Payment, PaymentLabelled labelled => labelled.Payment, _ => default };

    /// <summary>All rows of its partition up to this one are durable, and were told if they are about payments.</summary>
    public void Passed(MessageId row) => Volatile.Write(ref _applied[row.Partition], Math.Max(Volatile.Read(ref _applied[row.Partition]), row.Value));

    /// <summary>All of a partition's rows up to here are stored with the histories: a replay need not begin before. As high as can be where there are none.</summary>
    public MessageId DurableUpTo(int partition) => _anything ? new(Volatile.Read(ref _durable[partition])) : new(long.MaxValue);

    /// <summary>Begins to write down: what is applied by now will be in the shards that are saved after this.</summary>
    /// <returns>To be given to <see cref="Saved"/> once all of them are stored.</returns>
    public long[] BeginSaving() => [.. Enumerable.Range(0, _applied.Length).Select(partition => Volatile.Read(ref _applied[partition]))];

    public void Saved(long[] begun)
    {
        for (var partition = 0; partition < begun.Length; partition++)
            Volatile.Write(ref _durable[partition], Math.Max(_durable[partition], begun[partition]));
    }

    /// <summary>A shard as it is stored. Null: nothing of it has changed since.</summary>
    public byte[]? Save(int shard) => _shards[shard].Save();

    /// <summary>It could not be stored: it is given again.</summary>
    public void NotSaved(int shard) => _shards[shard].NotSaved();

    public void Restore(int shard, ReadOnlySpan<byte> saved)
    {
        _anything = true;
        _shards[shard].Restore(saved);
    }
}
