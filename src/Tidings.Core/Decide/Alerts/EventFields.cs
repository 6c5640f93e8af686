using System.Collections.Frozen;
using Tidings.Core.Events;

namespace Tidings.Core.Decide.Alerts;

/// <summary>The fields that a condition may name, by wire name, with their types.</summary>
internal enum EventField : byte
{
    Data,
    Kind, Credit, Amount, Currency, Balance, Limit, Pending, Counterparty, Merchant, MerchantCategory, Country, Abroad,
    Channel, Place, Device, NewDevice, Purpose, CardLast4, Status, Reason, Reference, Contact,
}

internal enum FieldType : byte { Text = 1, Number, Flag, Any }

internal static class EventFields
{
    public const string DataPrefix = "data.";

    static readonly FrozenDictionary<string, (EventField Field, FieldType Type)> ByName = new Dictionary<string, (EventField, FieldType)>
    {
        ["kind"] = (EventField.Kind, FieldType.Text),
        ["credit"] = (EventField.Credit, FieldType.Flag),
        ["amount"] = (EventField.Amount, FieldType.Number),
        ["currency"] = (EventField.Currency, FieldType.Text),
        ["balance"] = (EventField.Balance, FieldType.Number),
        ["limit"] = (EventField.Limit, FieldType.Number),
        ["pending"] = (EventField.Pending, FieldType.Flag),
        ["counterparty"] = (EventField.Counterparty, FieldType.Text),
        ["merchant"] = (EventField.Merchant, FieldType.Text),
        ["merchantCategory"] = (EventField.MerchantCategory, FieldType.Text),
        ["country"] = (EventField.Country, FieldType.Text),
        ["abroad"] = (EventField.Abroad, FieldType.Flag),
        ["channel"] = (EventField.Channel, FieldType.Text),
        ["place"] = (EventField.Place, FieldType.Text),
        ["device"] = (EventField.Device, FieldType.Text),
        ["newDevice"] = (EventField.NewDevice, FieldType.Flag),
        ["purpose"] = (EventField.Purpose, FieldType.Text),
        ["cardLast4"] = (EventField.CardLast4, FieldType.Text),
        ["status"] = (EventField.Status, FieldType.Text),
        ["reason"] = (EventField.Reason, FieldType.Text),
        ["reference"] = (EventField.Reference, FieldType.Text),
        ["contact"] = (EventField.Contact, FieldType.Text),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Names => ByName.Keys;

    public static bool TryFind(string name, out EventField field, out FieldType type)
    {
        if (name.StartsWith(DataPrefix, StringComparison.Ordinal) && name.Length > DataPrefix.Length)
        {
            (field, type) = (EventField.Data, FieldType.Any);
            return true;
        }
        var known = ByName.TryGetValue(name, out var found);
        (field, type) = found;
        return known;
    }

    public static string? Text(EventField field, BankEvent happened) => field switch
    {
        EventField.Kind => happened.Kind?.WireName(),
        EventField.Currency => happened.Amount?.Currency ?? happened.Balance?.Currency,
        EventField.Counterparty => happened.Counterparty,
        EventField.Merchant => happened.Merchant,
        EventField.MerchantCategory => happened.MerchantCategory,
        EventField.Country => happened.Country,
        EventField.Channel => happened.Channel,
        EventField.Place => happened.Place,
        EventField.Device => happened.Device,
        EventField.Purpose => happened.Purpose,
        EventField.CardLast4 => happened.CardLast4,
        EventField.Status => happened.Status,
        EventField.Reason => happened.Reason,
        EventField.Reference => happened.Reference,
        EventField.Contact => happened.Contact,
        _ => null,
    };

    public static decimal? Number(EventField field, BankEvent happened) => field switch
    {
        EventField.Amount => happened.Amount?.Amount,
        EventField.Balance => happened.Balance?.Amount,
        EventField.Limit => happened.Limit?.Amount,
        _ => null,
    };

    public static bool? Flag(EventField field, BankEvent happened, string homeCountry) => field switch
    {
        EventField.Credit => happened.Credit ?? happened.Kind?.IsCredit(),
        EventField.Pending => happened.Pending,
        EventField.NewDevice => happened.NewDevice,
        EventField.Abroad => happened.Country is { } country && country != homeCountry,
        _ => null,
    };
}
