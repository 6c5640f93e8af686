using Tidings.Core.Decide.Fraud.Rules;
using Tidings.Core.Events;
using Tidings.Core.Track;

namespace Tidings.Core.Decide.Fraud;

/// <summary>Reads the payment out of an event.</summary>
public static class PaymentOf
{
    /// <param name="key">The event's key, by which a later label finds the payment.</param>
    /// <param name="offsetMinutes">The customer's time less UTC.</param>
    /// <returns>Null: the event is no payment by the customer, or in a currency whose worth the rules do not know.</returns>
    public static Payment? Event(BankEvent happened, ulong key, FraudRules rules, short offsetMinutes)
    {
        if (Unweighed(happened, key, offsetMinutes) is not { } payment || happened.Amount is not { } amount)
            return null;
        var rate = amount.Currency == rules.Currency ? 1 : rules.Rates.GetValueOrDefault(amount.Currency);
        return rate <= 0 ? null : payment with { Minor = (long)Math.Min(Math.Round((double)amount.Amount * rate * 100), 1e15) };
    }

    /// <summary>The payment without its worth, which the rules need not know to label it.</summary>
    /// <returns>Null: the event is no payment by the customer.</returns>
    internal static Payment? Unweighed(BankEvent happened, ulong key, short offsetMinutes)
    {
        var pays = happened.Type switch
        {
            EventTypes.TransactionPosted => happened.Kind is TransactionKind.CardPayment or TransactionKind.Withdrawal or TransactionKind.Cash or TransactionKind.TransferOut && happened.Credit != true,
            EventTypes.CardAuthorisation or EventTypes.PaymentInitiated => true,
            _ => false,
        };
        if (!pays || happened.Amount is not { Amount: > 0 })
            return null;
        return Ends(new()
        {
            Minor = 0,
            At = (uint)Math.Clamp(happened.Time.ToUnixTimeSeconds(), 0, uint.MaxValue),
            Id = key,
            OffsetMinutes = offsetMinutes,
            Terminal = Print('t', happened.Terminal),
            Device = Print('d', happened.Device),
            Latitude = happened.Coordinates?.Latitude ?? float.NaN,
            Longitude = happened.Coordinates?.Longitude ?? float.NaN,
        }, happened.Merchant, happened.Counterparty, happened.Country);
    }

    /// <summary>The payment with the prints of what its event names.</summary>
    internal static Payment Ends(in Payment payment, string? merchant, string? counterparty, string? country) => payment with { Merchant = Print('m', merchant), Payee = Print('p', counterparty), Country = Print('c', country) };

    /// <summary>0 says that there is none.</summary>
    static ulong Print(char kind, string? text) => string.IsNullOrEmpty(text) ? 0 : Math.Max(1, StableHash.Of(kind, text));
}
