using MemoryPack;

namespace Tidings.Core.Customers;

/// <summary>
/// All that deciding needs to remember of one customer. Its partition's owner holds it in memory; the journal carries each change
/// as a <see cref="StateDelta"/>; snapshots are written behind. It changes by <see cref="Apply(StateDelta)"/> alone, so a replay of the deltas
/// after the last snapshot gives the same state.
/// </summary>
[MemoryPackable]
public sealed partial class CustomerState
{
    [MemoryPackInclude] RecentEvents _recent = new();

    public required string Id { get; init; }
    /// <summary>Null: events came, but the bank has not registered the customer (or has closed him).</summary>
    [MemoryPackInclude] public CustomerProfile? Profile { get; private set; }
    /// <summary>When our own clock must raise something for this customer next (a scheduled balance). Null: nothing is due.</summary>
    [MemoryPackInclude] public DateTimeOffset? NextDue { get; private set; }

    public bool HasAccepted(ulong eventKey) => _recent.Contains(eventKey);

    public void Apply(StateDelta delta)
    {
        _recent.Add(delta.EventKey, delta.At);
        foreach (var change in delta.Changes)
            Apply(change);
    }

    void Apply(StateChange change)
    {
        switch (change)
        {
            case ProfileRegistered registered: Profile = registered.Profile; break;
            case CustomerClosed: Profile = null; NextDue = null; break;
        }
    }

    public byte[] Snapshot() => MemoryPackSerializer.Serialize(this);

    public static CustomerState Restore(ReadOnlySpan<byte> snapshot) =>
        MemoryPackSerializer.Deserialize<CustomerState>(snapshot) ?? throw new InvalidDataException("An empty customer snapshot.");
}
