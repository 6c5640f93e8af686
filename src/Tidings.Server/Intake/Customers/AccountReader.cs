using System.Text.Json;
using Tidings.Core.Customers;
using Tidings.Core.Customers.Import;
using Tidings.Core.Events;
using Tidings.Server.Intake.Events;

namespace Tidings.Server.Intake.Customers;

/// <summary>An account out of JSON, every wrong member named.</summary>
internal static class AccountReader
{
    public static Account? Read(ReadOnlySpan<byte> json, string id, FieldErrors errors)
    {
        var reader = new Utf8JsonReader(json, new() { MaxDepth = CloudEventReader.MaxDepth });
        reader.Read();
        if (!Members.Begin(ref reader, "$", "an object", errors))
            return null;
        string? said = null, currency = null, masked = null, nickname = null, iban = null;
        List<string>? holders = null;
        decimal? low = null, large = null;
        var members = new Members("", "account", "holders", "currency", "masked", "nickname", "lowBalance", "largeTransaction", "iban");
        while (members.Next(ref reader, errors, out var member))
            switch (member)
            {
                case 0: said = JsonText.Read(ref reader, "account", AccountRules.LongestId, false, errors); break;
                case 1: holders = ReadHolders(ref reader, errors); break;
                case 2: currency = ReadCurrency(ref reader, errors); break;
                case 3: masked = ReadMasked(ref reader, errors); break;
                case 4: nickname = JsonText.Read(ref reader, "nickname", AccountRules.LongestNickname, false, errors); break;
                case 5: low = MoneyReader.ReadAmount(ref reader, "", "lowBalance", true, errors); break;
                case 7: iban = ReadIban(ref reader, errors); break;
                default: large = MoneyReader.ReadAmount(ref reader, "", "largeTransaction", false, errors); break;
            }
        members.Require(0b110, errors);
        reader.Read();
        if (said is not null && said != id)
            errors.Add("account", FieldCodes.UnknownValue, "It is another account than the address names.", "Leave it out.");
        return errors.Count > 0 ? null : new Account
        {
            Id = id, Holders = holders!, Currency = currency!, Masked = masked ?? AccountRules.MaskedOf(iban ?? id), Nickname = nickname, LowBalance = low, LargeTransaction = large, Iban = iban,
        };
    }

    static List<string>? ReadHolders(ref Utf8JsonReader reader, FieldErrors errors)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            JsonText.WrongType(ref reader, "holders", "an array of customers' ids", errors);
            return null;
        }
        var holders = new List<string>(2);
        for (var index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
        {
            if (index >= AccountRules.MostHolders)
                reader.Skip();
            else if (reader.TokenType == JsonTokenType.Null)
                JsonText.WrongType(ref reader, $"holders[{index}]", "a string", errors);
            else if (JsonText.Read(ref reader, $"holders[{index}]", AccountRules.LongestId, false, errors) is { } holder && !holders.Contains(holder))
                holders.Add(holder);
            if (index == AccountRules.MostHolders)
                errors.Add("holders", FieldCodes.Range, $"There are more than {AccountRules.MostHolders}.", "Split the account.");
        }
        if (holders.Count == 0)
            errors.Add("holders", FieldCodes.Range, "There is none.", "Name at least one customer.");
        return holders;
    }

    static string? ReadCurrency(ref Utf8JsonReader reader, FieldErrors errors)
    {
        if (reader.TokenType == JsonTokenType.String && Currencies.Find(reader.ValueSpan) is { } known)
            return known;
        if (reader.TokenType != JsonTokenType.String)
            JsonText.WrongType(ref reader, "currency", "a string", errors);
        else
            errors.Add("currency", FieldCodes.UnknownValue, "It is not a currency of ISO 4217.", "Write the three capital letters of the code, for example \"EUR\".");
        return null;
    }

    static string? ReadIban(ref Utf8JsonReader reader, FieldErrors errors)
    {
        if (JsonText.Read(ref reader, "iban", Iban.Longest * 2, false, errors) is not { } written)
            return null;
        if (Iban.Normalise(written) is { } iban)
            return iban;
        errors.Add("iban", FieldCodes.Format, AccountRules.IbanWhy, AccountRules.IbanFix);
        return null;
    }

    static string? ReadMasked(ref Utf8JsonReader reader, FieldErrors errors)
    {
        var masked = JsonText.Read(ref reader, "masked", AccountRules.LongestMasked, false, errors);
        if (masked is null || !AccountRules.ShowsTooMuch(masked))
            return masked;
        errors.Add("masked", FieldCodes.Range, AccountRules.MaskedWhy, AccountRules.MaskedFix);
        return null;
    }
}
