using Tidings.Core.Messages;

namespace Tidings.Server.Deliver;

/// <summary>The lowest id that each partition of this process has given out and not heard of from the store: a slow commit may take as long as it likes.</summary>
internal sealed class UncommittedIds
{
    readonly long[] _lowest = new long[1 << MessageId.PartitionBits];

    /// <param name="lowest">default: all are committed and offered, or lost.</param>
    public void Set(int partition, MessageId lowest) => Volatile.Write(ref _lowest[partition], lowest.Value);

    /// <summary>The message's partition may not have offered it yet. False: it has, or an earlier process stored it, and no offer of it will come.</summary>
    public bool MayBeOffered(MessageId id) => Volatile.Read(ref _lowest[id.Partition]) is > 0 and var lowest && id.Value >= lowest;

    /// <summary>The lowest of all partitions, at most <paramref name="ceiling"/>.</summary>
    public MessageId Low(MessageId ceiling)
    {
        var low = ceiling.Value;
        for (var partition = 0; partition < _lowest.Length; partition++)
        {
            if (Volatile.Read(ref _lowest[partition]) is > 0 and var id && id < low)
                low = id;
        }
        return new(low);
    }
}
