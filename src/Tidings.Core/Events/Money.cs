using MemoryPack;

namespace Tidings.Core.Events;

/// <summary>An amount in a currency.</summary>
/// <param name="Amount">The amount in major units (12.30, not 1230); its sign carries no direction: the event's kind does.</param>
/// <param name="Currency">ISO 4217 alphabetic code, upper case.</param>
[MemoryPackable]
public readonly partial record struct Money(decimal Amount, string Currency)
{
    public override string ToString() => $"{Amount} {Currency}";
}
