using System.Globalization;
using Tidings.Core.Customers;

namespace Tidings.Core.Track.Replies;

/// <summary>
/// Under whose name a text is recorded that comes from a number to which nothing was sent. Numbers share a few names, so that whoever writes from many numbers makes neither keys nor
/// states without end, and a name tells no number.
/// </summary>
public static class Strangers
{
    /// <summary>How many names there are.</summary>
    public const int Names = 256;

    const string Prefix = "tidings:unknown-number:";

    /// <summary>The name that stands for this number and others.</summary>
    public static string Of(Msisdn number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{StableHash.Of('u', number.Digits) % Names:x2}");

    /// <summary>It is such a name, and no customer's.</summary>
    public static bool IsOne(string customer) => customer.StartsWith(Prefix, StringComparison.Ordinal);
}
