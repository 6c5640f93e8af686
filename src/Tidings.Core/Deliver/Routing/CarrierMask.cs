namespace Tidings.Core.Deliver.Routing;

/// <summary>Some of an installation's carriers, by their positions: 16 at most.</summary>
public readonly record struct CarrierMask(ushort Bits)
{
    /// <summary>The most carriers that an installation can have.</summary>
    public const int Most = 16;

    public bool Has(int carrier) => (Bits >> carrier & 1) != 0;

    public CarrierMask With(int carrier) => new((ushort)(Bits | 1 << carrier));
}
