using Tidings.Core.Messages;

namespace Tidings.Core.Ports.Rows;

/// <summary>What the owner of a partition got. <see cref="SnapshotsUpTo"/>: all deltas at or below are folded into the snapshots; replay starts after it.</summary>
public sealed record PartitionHold(int Partition, long Epoch, MessageId SnapshotsUpTo);

/// <summary>What the owner of a bind got. <see cref="Wait"/>: how long the previous owner may still send; zero where the store knows that he is gone.</summary>
public sealed record BindHold(string Bind, long Epoch, TimeSpan Wait);

/// <summary>An epoch that must still be current for the unit to be written. Exactly one of partition and bind is set.</summary>
public readonly record struct Fence(int Partition, string? Bind, long Epoch)
{
    public static Fence OfPartition(int partition, long epoch) => new(partition, null, epoch);
    public static Fence OfBind(string bind, long epoch) => new(-1, bind, epoch);
}

/// <summary>Snapshots of the partition hold all deltas up to and including this id.</summary>
public readonly record struct PartitionMark(int Partition, MessageId SnapshotsUpTo)
{
    /// <inheritdoc cref="SubmissionRow.Tag"/>
    public long Tag { get; init; }
}

public readonly record struct DispatchLow(string Carrier, MessageId Low)
{
    /// <inheritdoc cref="SubmissionRow.Tag"/>
    public long Tag { get; init; }
}
