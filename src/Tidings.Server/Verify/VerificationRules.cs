using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Tidings.Core.Customers;
using Tidings.Core.Customers.Import;
using Tidings.Core.Events;
using Tidings.Core.Verify;
using Tidings.Server.Intake.Customers;

namespace Tidings.Server.Verify;

/// <summary>What the bodies of verifications must keep; every field that does not is named. Nothing here depends on who exists.</summary>
internal static class VerificationRules
{
    const int LongestName = 256, LongestIp = 64, LongestPayee = 140, LongestAccount = 64;

    /// <returns>Null: there is none of this id, and an error says so.</returns>
    public static Purpose? PurposeOf(string? id, PurposeBook purposes, List<FieldError> errors)
    {
        if (id is not null && purposes.Find(id) is { } purpose)
            return purpose;
        errors.Add(id is null
            ? new("purpose", FieldCodes.Missing, "It is missing.", "Say what the code is for: GET /v1/purposes has the ids.")
            : new("purpose", FieldCodes.UnknownValue, "There is no such purpose.", "GET /v1/purposes has the ids."));
        return null;
    }

    public static void CheckWhom(VerificationAsked asked, Purpose purpose, List<FieldError> errors)
    {
        if (asked.Customer is { } customer && !JsonBody.IsId(customer))
            errors.Add(new("customer", FieldCodes.Format, "It is no customer's id.", "Write 1 to 64 characters without control characters."));
        if (asked.Customer is null && asked.Phone is null)
            errors.Add(new("customer", FieldCodes.Missing, "It is not said whom to ask.", "Name the customer, or a phone for a purpose with anyNumber."));
        else if (asked.Customer is null && !purpose.AnyNumber)
            errors.Add(new("customer", FieldCodes.Missing, "Codes of this purpose go to registered numbers.", "Name the customer whose number it is."));
        if (asked.Ip is { Length: 0 or > LongestIp })
            errors.Add(new("ip", FieldCodes.TooLong, $"It has 1 to {LongestIp} characters.", "Write the address, or leave it out."));
        if (asked.Device is { Length: 0 or > LongestName })
            errors.Add(new("device", FieldCodes.TooLong, $"It has 1 to {LongestName} characters.", "Shorten it, or leave it out."));
        if (asked.Language is { } language && !ProfileRules.IsLanguage(language))
            errors.Add(new("language", FieldCodes.Format, "It is not a language tag.", ProfileRules.LanguageFix));
    }

    public static Msisdn? Number(string? phone, NumberingPlan numbers, List<FieldError> errors)
    {
        if (phone is null)
            return null;
        if (numbers.TryNormalise(phone, out var number))
            return number;
        errors.Add(new("phone", FieldCodes.PhoneNumber, "It is no number that can be sent to.", "Write + and the country code: +447700900123."));
        return null;
    }

    /// <summary>
    /// What limits by address count by. Whoever has one address of IPv6 has as many as he likes beside it: all that begin with the same 64 bits are one. IPv4 is the same in either way of writing it, and what is no
    /// address stays what it is.
    /// </summary>
    public static string? Network(string? ip)
    {
        if (ip is null || !IPAddress.TryParse(ip, out var address))
            return ip;
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }

    /// <returns>SHA-256. Null: none is named, or it is wrong.</returns>
    public static byte[]? Session(string? session, List<FieldError> errors)
    {
        if (session is null)
            return null;
        if (session.Length is > 0 and <= LongestName)
            return SHA256.HashData(Encoding.UTF8.GetBytes(session));
        errors.Add(new("session", FieldCodes.TooLong, $"It has 1 to {LongestName} characters.", "Name the session by something shorter that only you know."));
        return null;
    }

    /// <returns>Null: there is none, or it is wrong.</returns>
    public static Payment? PaymentOf(PaymentAsked? payment, PaymentAsked[]? batch, Purpose purpose, List<FieldError> errors)
    {
        var before = errors.Count;
        if (payment is not null && batch is not null)
            errors.Add(new("batch", FieldCodes.Repeated, "There is a payment beside it.", "Send one of the two."));
        else if (purpose.Binds == PurposeBinding.Payment && payment is null && batch is null)
            errors.Add(new("payment", FieldCodes.Missing, "A code of this purpose approves a payment.", "Send the payment, or the batch."));
        else if (purpose.Binds != PurposeBinding.Payment && (payment is not null || batch is not null))
            errors.Add(new(payment is not null ? "payment" : "batch", FieldCodes.UnknownField, "A code of this purpose approves no payment.", "Leave it out, or name a purpose that binds one."));
        if (batch is { Length: 0 or > Payment.Most })
            errors.Add(new("batch", FieldCodes.Range, $"A batch has 1 to {Payment.Most} payments.", "Split it."));
        if (errors.Count > before || (payment is null && batch is null))
            return null;
        PaymentPart?[] parts = batch is null ? [Part(payment, "payment", errors)] : [.. batch.Select((one, i) => Part(one, $"batch[{i}]", errors))];
        if (errors.Count > before)
            return null;
        if (Array.FindIndex(parts, part => part!.Amount.Currency != parts[0]!.Amount.Currency) is >= 0 and var other)
        {
            errors.Add(new($"batch[{other}].amount.currency", FieldCodes.Range, "The payments of a batch are of one currency, so that their total can be shown.", "Split it by currency."));
            return null;
        }
        return Payment.Of([.. parts.Select(static part => part!)], batch is not null);
    }

    static PaymentPart? Part(PaymentAsked? asked, string at, List<FieldError> errors)
    {
        var before = errors.Count;
        var amount = 0m;
        if (asked?.Amount is not { } money)
            errors.Add(new($"{at}.amount", FieldCodes.Missing, "It is missing.", "Write amount and currency."));
        else
        {
            if (!decimal.TryParse(money.Amount, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out amount) || amount <= 0 || !AmountRules.IsInRange(amount))
                errors.Add(new($"{at}.amount.amount", FieldCodes.Range, "It is no amount that can be paid.", $"Write a decimal number above zero as a string: 12.30. {AmountRules.Fix}"));
            if (money.Currency is null || Currencies.Find(money.Currency) is null)
                errors.Add(new($"{at}.amount.currency", FieldCodes.UnknownValue, "It is no currency of ISO 4217.", "Write three capital letters: GBP."));
        }
        if (asked?.Payee is not { Length: > 0 and <= LongestPayee } payee || string.IsNullOrWhiteSpace(payee))
            errors.Add(new($"{at}.payee", asked?.Payee is null ? FieldCodes.Missing : FieldCodes.TooLong, $"The payee has 1 to {LongestPayee} characters.", "Name him as you show him to the customer."));
        if (asked?.Account is { Length: 0 or > LongestAccount })
            errors.Add(new($"{at}.account", FieldCodes.TooLong, $"It has 1 to {LongestAccount} characters.", "Write the account that the money goes to, or leave it out."));
        return errors.Count > before ? null : new(new(amount, asked!.Amount!.Currency!), asked.Payee!, asked.Account);
    }

    /// <returns>Null: none is named, or it is wrong.</returns>
    public static VerificationMeans? MeansOf(string? means, List<FieldError> errors)
    {
        if (means is null)
            return null;
        foreach (var known in Enum.GetValues<VerificationMeans>())
            if (AuthenticatorShown.Word(known) == means)
                return known;
        errors.Add(new("means", FieldCodes.UnknownValue, "It is no means that is known here.", $"Write one of {string.Join(", ", Enum.GetValues<VerificationMeans>().Select(AuthenticatorShown.Word))}, or leave it out."));
        return null;
    }

    /// <summary>How a code is sent again.</summary>
    /// <returns>Null: it is not said, or it is wrong.</returns>
    public static VerificationMeans? ByOf(string? by, List<FieldError> errors)
    {
        if (by is null)
            return null;
        foreach (var known in Enum.GetValues<VerificationMeans>())
            if (known.GoesToNumber() && AuthenticatorShown.Word(known) == by)
                return known;
        errors.Add(new("by", FieldCodes.UnknownValue, "A code is not sent like this.", "Write sms or voice, or leave it out."));
        return null;
    }

    /// <returns>The key, or one that nobody else has. Null: it is wrong, and an error says so.</returns>
    public static string? RequestKey(Microsoft.Extensions.Primitives.StringValues header, List<FieldError> errors)
    {
        if (header.Count == 0)
            return $"once/{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";
        if (header is [{ Length: > 0 and <= LongestName } key] && !key.Any(char.IsControl))
            return $"key/{key}";
        errors.Add(new("Idempotency-Key", FieldCodes.Format, $"It has 1 to {LongestName} characters, and stands once.", "Send something random, another for each verification and the same when you repeat a request."));
        return null;
    }
}
