using System.Text.Json;
using Tidings.Core.Events;

namespace Tidings.Server.Intake.Events;

/// <summary><c>{"amount":"12.30","currency":"EUR"}</c>; the amount may be a JSON number, whose digits are taken as they are written.</summary>
internal static class MoneyReader
{
    public static Money? Read(ref Utf8JsonReader reader, string path, bool mayBeNegative, FieldErrors errors)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            JsonText.WrongType(ref reader, path, "an object with amount and currency", errors);
            return null;
        }
        decimal? value = null;
        string? currency = null;
        var (seenValue, seenCurrency) = (false, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isText = !reader.ValueIsEscaped || !HalfPairs.In(reader.ValueSpan);
            var isValue = isText && reader.ValueTextEquals("amount"u8);
            var isCurrency = isText && !isValue && reader.ValueTextEquals("currency"u8);
            if (!isValue && !isCurrency)
            {
                errors.Add($"{path}.{DataReader.NameAsWritten(ref reader)}", FieldCodes.UnknownField, "An amount does not have it.", "Write amount and currency only.");
                reader.Read();
                reader.Skip();
                continue;
            }
            if (isValue ? seenValue : seenCurrency)
                errors.Add($"{path}.{(isValue ? "amount" : "currency")}", FieldCodes.Repeated, "It stands there twice.", "Write it once.");
            reader.Read();
            if (isValue)
            {
                seenValue = true;
                value = ReadAmount(ref reader, path, "amount", mayBeNegative, errors);
            }
            else
            {
                seenCurrency = true;
                currency = ReadCurrency(ref reader, path, errors);
            }
        }
        if (!seenValue)
            errors.Add(path + ".amount", FieldCodes.Missing, "It is missing.", "Write the amount in major units, for example \"12.30\".");
        if (!seenCurrency)
            errors.Add(path + ".currency", FieldCodes.Missing, "It is missing.", "Write the currency's ISO 4217 code, for example \"EUR\".");
        return value is { } amount && currency is not null ? new Money(amount, currency) : null;
    }

    /// <summary>An amount without its currency.</summary>
    public static decimal? ReadAmount(ref Utf8JsonReader reader, string parent, string member, bool mayBeNegative, FieldErrors errors)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
        {
            JsonText.WrongType(ref reader, Path(parent, member), "the amount as a string or number", errors);
            return null;
        }
        var fault = AmountText.TryParse(reader.ValueSpan, out var amount);
        if (fault == AmountText.Fault.Format && reader.TokenType == JsonTokenType.Number)
            fault = reader.TryGetDecimal(out amount) ? AmountText.Fault.None : AmountText.Fault.Range;
        switch (fault)
        {
            case AmountText.Fault.Format:
                errors.Add(Path(parent, member), FieldCodes.Format, "It is not an amount.", "Write digits and a point: 1234.50, without separators or signs of currency.");
                return null;
            case AmountText.Fault.Range:
                errors.Add(Path(parent, member), FieldCodes.Range, "It has too many digits.",
                    $"At most {AmountText.MostIntegerDigits} digits before the point and {AmountText.MostFractionDigits} after it.");
                return null;
            case AmountText.Fault.None when amount < 0 && !mayBeNegative:
                errors.Add(Path(parent, member), FieldCodes.Range, "It is below zero.", "Leave the minus out: kind and credit say the direction.");
                return null;
            default:
                return amount;
        }
    }

    static string Path(string parent, string member) => parent.Length == 0 ? member : $"{parent}.{member}";

    static string? ReadCurrency(ref Utf8JsonReader reader, string path, FieldErrors errors)
    {
        if (reader.TokenType == JsonTokenType.String && Currencies.Find(reader.ValueSpan) is { } known)
            return known;
        path += ".currency";
        if (reader.TokenType != JsonTokenType.String)
            JsonText.WrongType(ref reader, path, "a string", errors);
        else
            errors.Add(path, FieldCodes.UnknownValue, "It is not a currency of ISO 4217.", "Write the three capital letters of the code, for example \"EUR\".");
        return null;
    }
}
