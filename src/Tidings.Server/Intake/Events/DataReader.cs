using System.Text.Json;
using Tidings.Core.Customers;
using Tidings.Core.Events;

namespace Tidings.Server.Intake.Events;

/// <summary>
/// Reads <c>data</c> into the draft. The members mean the same in every type, so they are read before the type is known
/// (JSON has no order); whether the type has them is looked at afterwards.
/// </summary>
internal sealed class DataReader(NumberingPlan phones)
{
    const int LongestId = 64, LongestSession = 256;
    readonly ProfileReader _profile = new(phones);

    /// <summary>The reader stands on the value of <c>data</c>.</summary>
    public void Read(ref Utf8JsonReader reader, EventDraft draft)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            JsonText.WrongType(ref reader, "data", "an object", draft.Errors);
            draft.DataIsJson = false;
            return;
        }
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (!TryField(ref reader, out var field))
            {
                draft.Errors.Add("data." + MemberName.AsWritten(ref reader), FieldCodes.UnknownField, "No event type has it.", "Leave it out, or correct its name.");
                reader.Read();
                reader.Skip();
                continue;
            }
            if ((draft.Seen & field) != 0)
            {
                // Not read again: a number written ten thousand times would be looked up ten thousand times.
                draft.Errors.Add("data." + EventNames.NameOf(field), FieldCodes.Repeated, "It stands there twice.", "Write it once.");
                reader.Read();
                reader.Skip();
                continue;
            }
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
            {
                draft.Nulls |= field; // as if it were left out, since many serialisers write what is not there; but see a profile's
                continue;
            }
            draft.Seen |= field;
            ReadField(ref reader, field, draft);
        }
    }

    void ReadField(ref Utf8JsonReader reader, EventField field, EventDraft draft)
    {
        var errors = draft.Errors;
        switch (field)
        {
            case EventField.Customer: draft.Customer = JsonText.Read(ref reader, "data.customer", LongestId, false, errors); break;
            case EventField.Account: draft.Account = JsonText.Read(ref reader, "data.account", LongestId, false, errors); break;
            case EventField.Kind: draft.Kind = ReadKind(ref reader, errors); break;
            case EventField.Credit: draft.Credit = ReadBool(ref reader, "data.credit", errors); break;
            case EventField.Amount: draft.Amount = MoneyReader.Read(ref reader, "data.amount", false, errors); break;
            case EventField.Balance: draft.Balance = MoneyReader.Read(ref reader, "data.balance", true, errors); break;
            case EventField.Limit: draft.Limit = MoneyReader.Read(ref reader, "data.limit", false, errors); break;
            case EventField.Pending: draft.Pending = ReadBool(ref reader, "data.pending", errors) ?? false; break;
            case EventField.NewDevice: draft.NewDevice = ReadBool(ref reader, "data.newDevice", errors) ?? false; break;
            case EventField.Counterparty: draft.Counterparty = JsonText.Read(ref reader, "data.counterparty", 140, false, errors); break;
            case EventField.Merchant: MerchantReader.Read(ref reader, draft); break;
            case EventField.Country: draft.Country = Patterns.Country(ref reader, "data.country", errors); break;
            case EventField.Channel: draft.Channel = Patterns.Channel(ref reader, "data.channel", errors); break;
            case EventField.Place: draft.Place = JsonText.Read(ref reader, "data.place", 100, false, errors); break;
            case EventField.Session: draft.Session = JsonText.Read(ref reader, "data.session", LongestSession, false, errors); break;
            case EventField.Device: draft.Device = JsonText.Read(ref reader, "data.device", 100, false, errors); break;
            case EventField.Purpose: draft.Purpose = Patterns.Purpose(ref reader, "data.purpose", errors); break;
            case EventField.CardLast4: draft.CardLast4 = Patterns.FourDigits(ref reader, "data.cardLast4", errors); break;
            case EventField.Status: draft.Status = JsonText.Read(ref reader, "data.status", 32, true, errors); break;
            case EventField.Reason: draft.Reason = JsonText.Read(ref reader, "data.reason", 140, false, errors); break;
            case EventField.Reference: draft.Reference = JsonText.Read(ref reader, "data.reference", 64, false, errors); break;
            case EventField.Contact: draft.Contact = Patterns.Contact(ref reader, "data.contact", errors); break;
            case EventField.OldPhone: draft.OldPhone = PhoneReader.Read(ref reader, phones, "data.oldPhone", errors); break;
            case EventField.NewPhone: draft.NewPhone = PhoneReader.Read(ref reader, phones, "data.newPhone", errors); break;
            case EventField.Terminal: draft.Terminal = JsonText.Read(ref reader, "data.terminal", LongestId, true, errors); break;
            case EventField.Latitude: draft.Latitude = ReadDegrees(ref reader, "data.latitude", 90, errors); break;
            case EventField.Longitude: draft.Longitude = ReadDegrees(ref reader, "data.longitude", 180, errors); break;
            default: _profile.Read(ref reader, field, draft); break;
        }
    }

    static bool TryField(ref Utf8JsonReader reader, out EventField field) => EventNames.FieldsByName.TryGet(MemberName.Of(ref reader), out field);

    static TransactionKind? ReadKind(ref Utf8JsonReader reader, FieldErrors errors)
    {
        if (reader.TokenType == JsonTokenType.String && EventNames.Kinds.TryGet(reader.ValueSpan, out var kind))
            return kind;
        if (reader.TokenType != JsonTokenType.String)
            JsonText.WrongType(ref reader, "data.kind", "a string", errors);
        else
            errors.Add("data.kind", FieldCodes.UnknownValue, "It is no kind of transaction.", $"Write {EventNames.KindList}.");
        return null;
    }

    static float? ReadDegrees(ref Utf8JsonReader reader, string path, int most, FieldErrors errors)
    {
        if (reader.TokenType != JsonTokenType.Number)
            JsonText.WrongType(ref reader, path, "a number", errors);
        else if (reader.TryGetDouble(out var degrees) && Math.Abs(degrees) <= most)
            return (float)degrees;
        else
            errors.Add(path, FieldCodes.Range, $"It is not from -{most} to {most}.", "Write degrees with a point, as WGS 84 has them: 51.5074.");
        return null;
    }

    public static bool? ReadBool(ref Utf8JsonReader reader, string path, FieldErrors errors)
    {
        if (reader.TokenType is JsonTokenType.True or JsonTokenType.False)
            return reader.TokenType == JsonTokenType.True;
        JsonText.WrongType(ref reader, path, "true or false", errors);
        return null;
    }
}
