using Tidings.Core.Events;

namespace Tidings.Core.Decide.Fraud.Questions;

/// <summary>Whether a payment is booked, or only authorised, reserved or initiated so far.</summary>
internal static class PaymentStage
{
    public static bool IsBooked(BankEvent happened) => happened is { Type: EventTypes.TransactionPosted, Pending: false };
}
