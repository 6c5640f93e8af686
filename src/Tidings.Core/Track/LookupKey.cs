using Tidings.Core.Customers;

namespace Tidings.Core.Track;

/// <summary>Keys of the look-up table: what people and receipts search by, hashed.</summary>
public static class LookupKey
{
    /// <summary>The key under which the table holds its own mark: how far it reaches.</summary>
    public const long Mark = 0;

    public static long OfCustomer(string customer) => NotMark(StableHash.Of('c', customer));
    public static long OfNumber(Msisdn number) => NotMark(StableHash.Of('n', number.Digits));

    public static long OfCustomersReplies(string customer) => NotMark(StableHash.Of('h', customer));
    public static long OfNumbersReplies(Msisdn number) => NotMark(StableHash.Of('f', number.Digits));

    /// <summary>Under it stand rows by which the customers whose profile has a number are found.</summary>
    public static long OfHolder(Msisdn number) => NotMark(StableHash.Of('o', number.Digits));

    /// <param name="fingerprint">Of a customer's text that its carrier has given an id.</param>
    public static long OfCarriersText(ulong fingerprint) => NotMark(StableHash.Of('i', "", fingerprint));

    /// <param name="carrier">Carriers number their messages each for themselves.</param>
    /// <param name="reference">The carrier's message id in a form that does not depend on case, base or zeros.</param>
    public static long OfReference(string carrier, UInt128 reference) =>
        NotMark(StableHash.Of('r', carrier, (ulong)reference ^ (ulong)(reference >> 64) * 0x9E3779B97F4A7C15));

    /// <summary>Under it stands the row by which a verification was approved.</summary>
    /// <param name="key">The random half of its id.</param>
    public static long OfApproval(ulong key) => NotMark(StableHash.Of('a', "", key));

    static long NotMark(ulong hash) => hash == Mark ? 1 : (long)hash;
}
