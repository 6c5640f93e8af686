using System.ComponentModel;
using System.Globalization;
using Tidings.Core.Customers;

namespace Tidings.Server.Intake.Customers;

/// <summary>An account as the API reads and writes one.</summary>
public sealed record AccountView
{
    [Description("The bank's id of the account. In a PUT it may be left out.")]
    public string? Account { get; init; }
    [Description("The ids of the customers who hold it; each is told for himself.")]
    public required IReadOnlyList<string> Holders { get; init; }
    [Description("ISO 4217.")]
    public required string Currency { get; init; }
    [Description("What a text may show, at most six digits. Left out: two stars and the last four characters of the IBAN, or else of the id.")]
    public string? Masked { get; init; }
    [Description("What the customer calls it.")]
    public string? Nickname { get; init; }
    [Description("Below this the balance is low, in major units. Left out: the bank's default.")]
    public string? LowBalance { get; init; }
    [Description("From this on a transaction is large, in major units. Left out: the bank's default.")]
    public string? LargeTransaction { get; init; }

    [Description("Under which files call it, and events may. Left out: none, or the id is the IBAN.")]
    public string? Iban { get; init; }

    internal static AccountView Of(Account account) => new()
    {
        Account = account.Id,
        Holders = account.Holders,
        Currency = account.Currency,
        Masked = account.Masked,
        Nickname = account.Nickname,
        LowBalance = account.LowBalance?.ToString(CultureInfo.InvariantCulture),
        LargeTransaction = account.LargeTransaction?.ToString(CultureInfo.InvariantCulture),
        Iban = account.Iban,
    };

    public override string ToString() => "account (redacted)";
}
