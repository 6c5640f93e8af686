using System.Globalization;
using Tidings.Core.Track;

namespace Tidings.Core.Verify;

/// <summary>
/// Under whose name a verification is recorded that was asked for a customer whom nobody knows, or for a number alone. They share a few names, so that whoever asks for a million of them makes neither keys nor
/// states without end.
/// </summary>
public static class UnknownCustomers
{
    /// <summary>How many names there are.</summary>
    public const int Names = 256;

    const string Prefix = "tidings:unknown-customer:";

    /// <param name="asked">Whom was asked for.</param>
    public static string Of(ulong asked) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{asked % Names:x2}");

    /// <summary>It is such a name, and no customer's.</summary>
    public static bool IsOne(string customer) => customer.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The hash of a customer's id, or of a number that is asked for without one.</summary>
    public static ulong Asked(string? customer, string number) => customer is not null ? StableHash.Of('c', customer) : StableHash.Of('n', number);
}
