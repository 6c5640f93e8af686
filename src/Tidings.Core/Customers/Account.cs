using MemoryPack;

namespace Tidings.Core.Customers;

/// <summary>An account and who holds it, from the directory that every node caches.</summary>
[MemoryPackable]
public sealed partial record Account
{
    public required string Id { get; init; }
    /// <summary>Customer ids. A joint account has several; each is told for himself.</summary>
    public required IReadOnlyList<string> Holders { get; init; }
    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }
    /// <summary>What a text may show, for example <c>**1234</c>.</summary>
    public required string Masked { get; init; }
    public string? Nickname { get; init; }
    /// <summary>Below this the balance is low. Null: the bank's default.</summary>
    public decimal? LowBalance { get; init; }
    /// <summary>From this on a transaction is large. Null: the bank's default.</summary>
    public decimal? LargeTransaction { get; init; }

    /// <summary>
    /// The IBAN under which files call it, without spaces, upper case. Null: none, or the id is the IBAN. New members go to the end: older rows are read without them.
    /// </summary>
    public string? Iban { get; init; }

    /// <summary>The version of the account's key since which it has these holders: what older ones sealed has others, and must not open. 0: they never changed, or nothing is sealed.</summary>
    public uint HeldSince { get; init; }

    public override string ToString() => "account (redacted)";
}
