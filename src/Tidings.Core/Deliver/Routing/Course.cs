namespace Tidings.Core.Deliver.Routing;

/// <summary>The carriers by which a text may go, the preferred one first, and the country that it goes to.</summary>
/// <param name="Order">Positions of carriers; at least one.</param>
/// <param name="Country">ISO 3166-1 alpha-2; null: none that is known.</param>
public sealed record Course(byte[] Order, string? Country)
{
    public bool HasOther(CarrierMask spent)
    {
        foreach (var carrier in Order)
        {
            if (!spent.Has(carrier))
                return true;
        }
        return false;
    }
}
