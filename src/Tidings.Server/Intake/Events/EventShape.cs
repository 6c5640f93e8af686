using System.Collections.Frozen;
using Tidings.Core.Events;
using static Tidings.Server.Intake.Events.EventField;

namespace Tidings.Server.Intake.Events;

/// <summary>Which members of data a type must and may have. Agrees with the published schema of the type, which a test holds it to.</summary>
/// <param name="Statuses">The values that <c>status</c> may have; null where any may stand.</param>
internal sealed record EventShape(string Type, EventField Required, EventField Optional, IReadOnlyList<string>? Statuses = null)
{
    static readonly EventShape[] Shapes =
    [
        new(EventTypes.TransactionPosted, Account | Kind | Amount,
            Customer | Credit | Balance | Pending | Counterparty | Merchant | Channel | Place | Device | Purpose | CardLast4 | Reference | Terminal | Latitude | Longitude),
        new(EventTypes.BalanceReported, Account | Balance, Customer),
        new(EventTypes.Overdrawn, Account | Balance, Customer | Limit),
        new(EventTypes.PaymentInitiated, Account | Amount, Customer | Counterparty | Channel | Device | Reference | Session | Latitude | Longitude),
        new(EventTypes.PayeeAdded, Customer, Account | Counterparty | Channel | Device),
        new(EventTypes.CardStatusChanged, Status, Customer | Account | CardLast4 | Reason,
            ["blocked", "unblocked", "issued", "activated", "expired", "closed"]),
        new(EventTypes.CardAuthorisation, Status | Amount,
            Customer | Account | CardLast4 | Balance | Merchant | Channel | Place | Reason | Reference | Terminal | Latitude | Longitude, ["approved", "declined"]),
        new(EventTypes.Login, Customer, Channel | Device | NewDevice | Place | Country | Session),
        new(EventTypes.PasswordChanged, Customer, Channel | Device | Place),
        new(EventTypes.ContactChanged, Customer | Contact, OldPhone | NewPhone | Channel | Device | Session),
        new(EventTypes.DeviceAdded, Customer, Device | Channel | Place),
        new(EventTypes.CustomerUpdated, Customer | Name | Phones, Language | EventField.TimeZone | MarketingOptOut | QuietHours | Preferences | EventField.Country),
        new(EventTypes.CustomerClosed, Customer, None),
    ];

    static readonly FrozenDictionary<string, EventShape> ByType = Shapes.ToFrozenDictionary(s => s.Type, StringComparer.Ordinal);

    public EventField Allowed => Required | Optional;

    public static EventShape? Of(string type) => ByType.GetValueOrDefault(type);
}
