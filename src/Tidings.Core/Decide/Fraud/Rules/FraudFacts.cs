using Tidings.Core.Events;

namespace Tidings.Core.Decide.Fraud.Rules;

/// <summary>Reads facts out of an event, and knows which values they can have.</summary>
internal static class FraudFacts
{
    /// <summary>Only these are payments by the customer: see <see cref="PaymentOf"/>.</summary>
    static readonly string[] Types = [EventTypes.TransactionPosted, EventTypes.CardAuthorisation, EventTypes.PaymentInitiated];
    static readonly string[] Kinds = [.. new[] { TransactionKind.CardPayment, TransactionKind.Withdrawal, TransactionKind.Cash, TransactionKind.TransferOut }.Select(TransactionKinds.WireName)];
    static readonly string[] Statuses = ["approved", "declined"];

    public static string? Text(FraudFact fact, BankEvent happened) => fact switch
    {
        FraudFact.Type => happened.Type,
        FraudFact.Kind => happened.Kind?.WireName(),
        FraudFact.Channel => happened.Channel,
        FraudFact.Country => happened.Country,
        FraudFact.Currency => happened.Amount?.Currency,
        FraudFact.Merchant => happened.Merchant,
        FraudFact.MerchantCategory => happened.MerchantCategory,
        FraudFact.Terminal => happened.Terminal,
        FraudFact.Counterparty => happened.Counterparty,
        FraudFact.Device => happened.Device,
        FraudFact.Place => happened.Place,
        FraudFact.Status => happened.Status,
        FraudFact.Account => happened.Account,
        FraudFact.Customer => happened.Customer,
        _ => null,
    };

    /// <summary>What to write in the place of a value that no payment has; null: one may have it.</summary>
    public static string? WhyNever(FraudFact fact, string value) => fact switch
    {
        FraudFact.Type => Unless(Types, value),
        FraudFact.Kind => Unless(Kinds, value),
        FraudFact.Status => Unless(Statuses, value),
        FraudFact.Country => value.Length == 2 && value.All(char.IsAsciiLetter) ? null : "Write the two letters of ISO 3166-1: DE.",
        FraudFact.Currency => Currencies.Find(value.ToUpperInvariant()) is not null ? null : "Write the three letters of ISO 4217: EUR.",
        FraudFact.MerchantCategory => value.Length == 4 && value.All(char.IsAsciiDigit) ? null : "Write the four digits of ISO 18245: 5411.",
        _ => null,
    };

    static string? Unless(string[] known, string value) => known.Contains(value, StringComparer.OrdinalIgnoreCase) ? null : $"Write one of {string.Join(", ", known)}.";
}
