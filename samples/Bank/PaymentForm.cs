using System.Globalization;
using Meridian.Customers;
using Tidings.Client.Events;
using Tidings.Client.Verifications;

namespace Meridian;

/// <summary>What somebody typed into the form of a payment, and what is wrong with it.</summary>
public sealed record PaymentForm(string Payee, string Account, string Amount)
{
    const int LongestPayee = 140, LongestAccount = 34;
    const NumberStyles Style = NumberStyles.AllowDecimalPoint | NumberStyles.AllowThousands | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    public static PaymentForm Empty { get; } = new("", "", "");

    public string? PayeeWrong { get; private init; }
    public string? AccountWrong { get; private init; }
    public string? AmountWrong { get; private init; }

    /// <summary>What is wrong with none of the fields.</summary>
    public string? Wrong { get; init; }

    /// <summary>Null: something is wrong.</summary>
    public Payment? Payment { get; private init; }

    public static PaymentForm Of(IFormCollection form) => new(form["payee"].ToString().Trim(), form["account"].ToString().Trim(), form["amount"].ToString().Trim());

    /// <summary>The payment that stands on the page of its approval. Null: none that can be read.</summary>
    public static Payment Shown(IFormCollection form) => new(
        new(decimal.TryParse(form["amount"].ToString(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) ? amount : 0, form["currency"].ToString()),
        form["payee"].ToString(), form["account"].ToString());

    public PaymentForm Judged(Customer customer)
    {
        var account = new string([.. Account.Where(static c => !char.IsWhiteSpace(c))]).ToUpperInvariant();
        var isAmount = decimal.TryParse(Amount.TrimStart('£'), Style, CultureInfo.InvariantCulture, out var amount);
        var judged = this with
        {
            PayeeWrong = Payee.Length == 0 ? "Say who gets the money." : Payee.Length > LongestPayee || Payee.Any(char.IsControl) ? $"A name has at most {LongestPayee} letters." : null,
            AccountWrong = account.Length is < 8 or > LongestAccount || !account.All(char.IsAsciiLetterOrDigit) ? "Write an IBAN, or sort code and account number: letters and digits, 8 to 34 of them." : null,
            AmountWrong = !isAmount || amount <= 0 || decimal.Round(amount, 2) != amount ? "Write an amount above zero, such as 12.30."
                : !customer.Covers(amount) ? $"You have {PaymentPages.Words(new(customer.Balance, customer.Currency))}: that is not enough." : null,
        };
        return judged with { Payment = judged is { PayeeWrong: null, AccountWrong: null, AmountWrong: null } ? new(new Money(amount, customer.Currency), Payee, account) : null };
    }
}
