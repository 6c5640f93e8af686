using System.Globalization;
using Tidings.Core.Track;

namespace Tidings.Core.Verify;

/// <summary>
/// Under whose name a verification is recorded that was asked for a customer whom nobody knows, or for a number alone. They share names, so that whoever asks for a million of them makes neither keys nor
/// states without end. Numbers have names of their own: to them codes go, and whoever asks for customers who do not exist must not get in their way.
/// </summary>
public static class UnknownCustomers
{
    /// <summary>How many names there are of customers whom nobody knows, and as many of numbers alone. (Versions before had 256 for both; they end by themselves.)</summary>
    public const int Names = 4_096;

    const string Prefix = "tidings:unknown-customer:", PrefixOfNumbers = "tidings:number-alone:";

    /// <param name="drawn">A number that nobody outside can reckon from whom was asked for, or whoever likes would share whose name he likes.</param>
    /// <param name="numberAlone">It is about a number without a customer.</param>
    public static string Of(ulong drawn, bool numberAlone) => string.Create(CultureInfo.InvariantCulture, $"{(numberAlone ? PrefixOfNumbers : Prefix)}{drawn % Names:x3}");

    /// <summary>It is such a name, and no customer's.</summary>
    public static bool IsOne(string customer) => customer.StartsWith(Prefix, StringComparison.Ordinal) || customer.StartsWith(PrefixOfNumbers, StringComparison.Ordinal);

    /// <summary>The hash of a customer's id, or of a number that is asked for without one.</summary>
    public static ulong Asked(string? customer, string number) => customer is not null ? StableHash.Of('c', customer) : StableHash.Of('n', number);
}
