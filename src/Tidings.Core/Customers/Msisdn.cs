using MemoryPack;

namespace Tidings.Core.Customers;

/// <summary>A phone number in E.164, digits only, without the plus. Prints redacted; <see cref="Digits"/> is the whole number.</summary>
[MemoryPackable]
public readonly partial record struct Msisdn(string Digits)
{
    public override string ToString() => Digits is { Length: > 4 } d ? $"…{d.AsSpan(d.Length - 2)}" : "…";
}
