namespace Tidings.Core.Events;

/// <summary>The predefined event types: the <c>type</c> attribute of the CloudEvent.</summary>
public static class EventTypes
{
    public const string TransactionPosted = "account.transaction.posted";
    public const string BalanceReported = "account.balance.reported";
    public const string Overdrawn = "account.overdrawn";
    public const string PaymentInitiated = "payment.initiated";
    public const string PayeeAdded = "payee.added";
    public const string CardStatusChanged = "card.status.changed";
    public const string CardAuthorisation = "card.authorisation";
    public const string Login = "security.login";
    public const string PasswordChanged = "security.password.changed";
    public const string ContactChanged = "security.contact.changed";
    public const string DeviceAdded = "security.device.added";
    public const string CustomerUpdated = "customer.updated";
    public const string CustomerClosed = "customer.closed";

    /// <summary>Raised by our own clock when a scheduled balance falls due; no door accepts it from outside.</summary>
    public const string BalanceDue = "tidings.balance.due";

    /// <summary>Raised by our own clock when gathered small debits are to be told; no door accepts it from outside.</summary>
    public const string DigestDue = "tidings.digest.due";

    /// <summary>A text that the bank wrote itself; only its own door makes it.</summary>
    public const string AdHoc = "tidings.ad-hoc";

    /// <summary>A text that a customer wrote; only a carrier brings it.</summary>
    public const string ReplyReceived = "tidings.reply.received";

    /// <summary>A step of a verification; only its own door and our own clock make it.</summary>
    public const string Verification = "tidings.verification";

    /// <summary>Raised by our own clock when the next step of a question about an unusual payment falls due; no door accepts it from outside.</summary>
    public const string QuestionDue = "tidings.fraud.due";

    /// <summary>What a person found out about a payment that a customer was asked about; only its own door makes it.</summary>
    public const string QuestionDecided = "tidings.fraud.decided";

    public static IReadOnlyList<string> Predefined { get; } =
    [
        TransactionPosted, BalanceReported, Overdrawn, PaymentInitiated, PayeeAdded, CardStatusChanged, CardAuthorisation,
        Login, PasswordChanged, ContactChanged, DeviceAdded, CustomerUpdated, CustomerClosed,
    ];
}
