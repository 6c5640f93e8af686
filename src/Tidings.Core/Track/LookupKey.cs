using Tidings.Core.Customers;

namespace Tidings.Core.Track;

/// <summary>Keys of the look-up table: what people and receipts search by, hashed.</summary>
public static class LookupKey
{
    /// <summary>The key under which the table holds its own mark: how far it reaches.</summary>
    public const long Mark = 0;

    public static long OfCustomer(string customer) => NotMark(StableHash.Of('c', customer));
    public static long OfNumber(Msisdn number) => NotMark(StableHash.Of('n', number.Digits));

    /// <param name="carrier">Carriers number their messages each for themselves.</param>
    /// <param name="reference">A normalised key of <see cref="Receipts.CarrierReference"/>.</param>
    public static long OfReference(string carrier, ulong reference) => NotMark(StableHash.Of('r', carrier, reference));

    static long NotMark(ulong hash) => hash == Mark ? 1 : (long)hash;
}
