using Tidings.Core.Customers;
using Tidings.Core.Messages;

namespace Tidings.Server.Partitions;

/// <summary>A customer's state in memory, and how much of it the store's snapshot lacks.</summary>
internal sealed class ResidentState(CustomerState state, MessageId snapshotUpTo)
{
    public CustomerState State { get; } = state;

    /// <summary>The last journal row applied.</summary>
    public MessageId Last { get; private set; } = snapshotUpTo;

    /// <summary>The first row applied that no snapshot holds; default where the snapshot is current.</summary>
    public MessageId FirstUnsaved { get; private set; }

    /// <summary>What it takes of memory, roughly: with its place among the others, and the keys it is sealed under apart.</summary>
    public long Bytes => 120 + State.Bytes;

    public bool Dirty => FirstUnsaved.Value != 0;

    /// <summary>The due time under which it stands in the queue of what falls due.</summary>
    public DateTimeOffset? QueuedFor { get; set; }

    /// <summary>The pulse in which it was last used: the longest quiet are dropped first.</summary>
    public long UsedAt { get; set; }

    public void Apply(MessageId row, StateDelta delta)
    {
        State.Apply(delta, row);
        Last = row;
        if (!Dirty)
            FirstUnsaved = row;
    }

    /// <summary>A snapshot up to <paramref name="upTo"/> is stored; what came since is unsaved from the row after it.</summary>
    public void Saved(MessageId upTo) => FirstUnsaved = Last.Value > upTo.Value ? new(upTo.Value + 1) : default;
}
