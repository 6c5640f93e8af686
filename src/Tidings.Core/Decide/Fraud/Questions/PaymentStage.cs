using Tidings.Core.Events;

namespace Tidings.Core.Decide.Fraud.Questions;

/// <summary>Whether a payment is booked, or only authorised, reserved or initiated so far.</summary>
internal static class PaymentStage
{
    public static bool IsBooked(BankEvent happened) => happened is { Type: EventTypes.TransactionPosted, Pending: false };

    /// <summary>What was declined is not: were it awaited, another payment of its amount would pass for its booking.</summary>
    public static bool IsBookedLater(BankEvent happened) => !IsBooked(happened) && !IsDeclined(happened);

    public static bool IsDeclined(BankEvent happened) => happened is { Type: EventTypes.CardAuthorisation, Status: "declined" };
}
