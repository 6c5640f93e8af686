using MemoryPack;

namespace Tidings.Core.Customers;

/// <summary>What one event changed in its customer's state. Journalled with the event; applying it is the only way a state changes.</summary>
[MemoryPackable]
public sealed partial record StateDelta
{
    /// <summary>The hash of (source, id, holder) by which a repetition is known.</summary>
    public required ulong EventKey { get; init; }
    public required DateTimeOffset At { get; init; }
    public IReadOnlyList<StateChange> Changes { get; init; } = [];
}

[MemoryPackable]
[MemoryPackUnion(0, typeof(ProfileRegistered))]
[MemoryPackUnion(1, typeof(CustomerClosed))]
public abstract partial record StateChange;

[MemoryPackable]
public sealed partial record ProfileRegistered(CustomerProfile Profile) : StateChange;

[MemoryPackable]
public sealed partial record CustomerClosed : StateChange;
