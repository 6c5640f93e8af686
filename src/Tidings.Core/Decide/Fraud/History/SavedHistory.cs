using MemoryPack;

namespace Tidings.Core.Decide.Fraud.History;

/// <summary>A customer's history as it is stored.</summary>
[MemoryPackable]
internal sealed partial record SavedCustomerHistory
{
    public required ulong[] Recent { get; init; }
    public (uint Begins, int Count, double Sum)[]? Spilled { get; init; }
    /// <summary>The amounts, hours and prints, byte by byte: the same version of the product reads them. One that has other ones writes another <see cref="Form"/>.</summary>
    public required byte[] Habits { get; init; }
    public uint Last { get; init; }
    public float Latitude { get; init; }
    public float Longitude { get; init; }
    public uint PlacedAt { get; init; }
    public float Unusual { get; init; }
    public float Confirmed { get; init; }
    public uint ConfirmedAt { get; init; }
    public byte Form { get; init; }
}

/// <summary>The history of a terminal, merchant, payee or device as it is stored.</summary>
[MemoryPackable]
internal sealed partial record SavedCounterpartyHistory
{
    public required ulong[] Recent { get; init; }
    public (uint Begins, int Count, double Sum)[]? Spilled { get; init; }
    public uint Last { get; init; }
}
