using Tidings.Core.Events;

namespace Tidings.Server.Intake.Events;

/// <summary>The words of the wire.</summary>
internal static class EventNames
{
    public static readonly (string Name, EventField Field)[] Fields =
    [
        ("customer", EventField.Customer), ("account", EventField.Account), ("kind", EventField.Kind), ("credit", EventField.Credit),
        ("amount", EventField.Amount), ("balance", EventField.Balance), ("pending", EventField.Pending), ("counterparty", EventField.Counterparty),
        ("merchant", EventField.Merchant), ("country", EventField.Country),
        ("channel", EventField.Channel), ("place", EventField.Place), ("device", EventField.Device), ("newDevice", EventField.NewDevice),
        ("purpose", EventField.Purpose), ("cardLast4", EventField.CardLast4), ("status", EventField.Status), ("reason", EventField.Reason),
        ("reference", EventField.Reference), ("contact", EventField.Contact), ("oldPhone", EventField.OldPhone), ("newPhone", EventField.NewPhone),
        ("limit", EventField.Limit), ("name", EventField.Name), ("phones", EventField.Phones), ("language", EventField.Language),
        ("timeZone", EventField.TimeZone), ("marketingOptOut", EventField.MarketingOptOut), ("quietHours", EventField.QuietHours),
        ("preferences", EventField.Preferences), ("session", EventField.Session), ("terminal", EventField.Terminal),
        ("latitude", EventField.Latitude), ("longitude", EventField.Longitude),
    ];

    public static readonly Names<EventField> FieldsByName = new(Fields);

    public static readonly Names<TransactionKind> Kinds = new(
        ("deposit", TransactionKind.Deposit), ("withdrawal", TransactionKind.Withdrawal), ("transfer-in", TransactionKind.TransferIn),
        ("transfer-out", TransactionKind.TransferOut), ("card-payment", TransactionKind.CardPayment), ("cash", TransactionKind.Cash),
        ("fee", TransactionKind.Fee), ("refund", TransactionKind.Refund), ("reversal", TransactionKind.Reversal));

    public const string KindList = "deposit, withdrawal, transfer-in, transfer-out, card-payment, cash, fee, refund or reversal";

    public static string NameOf(EventField field)
    {
        foreach (var (name, value) in Fields)
            if (value == field)
                return name;
        throw new ArgumentOutOfRangeException(nameof(field));
    }
}
