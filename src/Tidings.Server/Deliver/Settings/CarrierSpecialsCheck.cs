using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Deliver.Routing;

namespace Tidings.Server.Deliver.Settings;

/// <summary>What is wrong with the ways in which a carrier differs from others: its own statuses, parameters, senders and prices.</summary>
internal static class CarrierSpecialsCheck
{
    const int LongestTlv = 200;

    public static IEnumerable<string> Wrong(string section, CarrierOptions options)
    {
        foreach (var (status, of) in options.Statuses)
        {
            if (StatusKeys.NumberOf(options.Kind, status) is null)
            {
                yield return options.Kind == CarrierKind.Smpp
                    ? $"{section}:Statuses:{status} is no command_status: write it as 0x00000402, or in decimal. 0 is success and stays so."
                    : $"{section}:Statuses:{status} is neither a status of HTTP (503; not 502 and 504, which leave a text in doubt) nor a code of the carrier's own (code-21610).";
            }
            if (!Enum.IsDefined(of) || of == Core.Deliver.Retry.ErrorClass.None)
                yield return $"{section}:Statuses:{status} must be Throttled, Temporary, Unreachable, Refused or Unknown.";
        }
        foreach (var (tag, value) in options.Tlvs)
        {
            if (MandatedTlvs.Tag(tag) is null)
                yield return $"{section}:Tlvs:{tag} is no tag: write it as 0x1400, or in decimal.";
            if (!IsValue(value))
                yield return $"{section}:Tlvs:{tag} must be 1 to {LongestTlv} ASCII characters.";
        }
        foreach (var (key, value) in options.TemplateTlvs)
        {
            if (key.Split('/') is not [var tag, { Length: > 0 }, { Length: > 0 }] || MandatedTlvs.Tag(tag) is null)
                yield return $"{section}:TemplateTlvs:{key} must be a tag, a template's id and a language: 0x1401/card-payment/en.";
            if (!IsValue(value))
                yield return $"{section}:TemplateTlvs:{key} must be 1 to {LongestTlv} ASCII characters.";
        }
        foreach (var (country, sender) in options.Senders)
        {
            if (!NumberingPlan.IsRegion(country.ToUpperInvariant()))
                yield return $"{section}:Senders:{country} is no country of ISO 3166-1 alpha-2: GB.";
            if (!BankSettingsReader.IsSender(sender))
                yield return $"{section}:Senders:{country} is no sender. {BankSettingsReader.SenderShape}";
        }
        if (!Enum.IsDefined(options.BindType))
            yield return $"{section}:BindType must be Transceiver or TransmitterAndReceiver.";
        foreach (var (where, price) in options.Prices)
        {
            if (where != PriceTable.Anywhere && !(where.StartsWith('+') ? IsPrefix(where) : NumberingPlan.IsRegion(where.ToUpperInvariant())))
                yield return $"{section}:Prices:{where} is neither a country (GB) nor a prefix (+4477, at most {RouteBook.PrefixDigits} digits) nor *.";
            if (price < 0)
                yield return $"{section}:Prices:{where} is below zero.";
        }
    }

    /// <summary>A plus and 1 to 8 digits.</summary>
    public static bool IsPrefix(string written) =>
        written.Length is >= 2 and <= 1 + RouteBook.PrefixDigits && written[0] == '+' && !written.AsSpan(1).ContainsAnyExceptInRange('0', '9');

    static bool IsValue(string value) => value.Length is >= 1 and <= LongestTlv && !value.AsSpan().ContainsAnyExceptInRange(' ', '~');
}
