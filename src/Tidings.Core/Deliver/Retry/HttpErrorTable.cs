using System.Collections.Frozen;

namespace Tidings.Core.Deliver.Retry;

/// <summary>
/// What the answers of HTTP carriers mean for a text: statuses of HTTP (RFC 9110 §15), and the codes of the vendors' own. Both are kept where a command_status of SMPP is, in a range
/// of numbers that the standard reserves.
/// </summary>
public static class HttpErrorTable
{
    const int Range = 0x48;
    const int MostCode = 0xFFFFF;

    /// <summary>No connection came about: nothing of the text has left.</summary>
    public const int NotConnected = Range << 24 | 1;

    /// <summary>Less of a code's validity is left than the carrier can be told to keep to: it is not given to it.</summary>
    public const int ValidityTooShort = Range << 24 | 2;

    /// <summary>The sender that this carrier has of its own in the number's country is not registered there: the carrier is not given the text.</summary>
    public const int CarriersSender = Range << 24 | 3;

    /// <summary>The text breaks a rule of the exit, whichever carrier it would go by.</summary>
    public const int Withheld = Range << 24 | 4;

    /// <summary>A policy that is on now does not allow the text, whichever carrier it would go by.</summary>
    public const int PolicyEnds = Range << 24 | 5;

    /// <summary>It is to be said by a call, and this carrier makes none.</summary>
    public const int MakesNoCalls = Range << 24 | 6;

    static readonly FrozenDictionary<int, (ErrorClass Class, string Words)> Entries = new Dictionary<int, (ErrorClass, string)>
    {
        [NotConnected] = (ErrorClass.Temporary, "no connection"),
        [ValidityTooShort] = (ErrorClass.Refused, "less of its validity is left than this carrier can keep to"),
        [CarriersSender] = (ErrorClass.Refused, "the carrier's own sender for the number's country is not registered there"),
        [Withheld] = (ErrorClass.Refused, "its sender or its words break a rule of the exit"),
        [PolicyEnds] = (ErrorClass.Refused, "a policy that was switched on while it waited does not allow it"),
        [MakesNoCalls] = (ErrorClass.Refused, "it is to be said by a call, and this carrier makes none"),
        [OfStatus(400)] = (ErrorClass.Refused, "the request is invalid"),
        [OfStatus(401)] = (ErrorClass.Temporary, "the credentials are wrong"),
        [OfStatus(402)] = (ErrorClass.Temporary, "the account has no credit"),
        [OfStatus(403)] = (ErrorClass.Temporary, "the account may not do this"),
        [OfStatus(407)] = (ErrorClass.Temporary, "a proxy wants credentials"),
        [OfStatus(408)] = (ErrorClass.Temporary, "the request came too slowly"),
        [OfStatus(409)] = (ErrorClass.Refused, "the request conflicts with another"),
        [OfStatus(413)] = (ErrorClass.Refused, "the text is too long"),
        [OfStatus(415)] = (ErrorClass.Refused, "the form of the request is not understood"),
        [OfStatus(422)] = (ErrorClass.Refused, "the request is invalid"),
        [OfStatus(425)] = (ErrorClass.Temporary, "too early"),
        [OfStatus(429)] = (ErrorClass.Throttled, "the carrier asks for a slower pace"),

        // Twilio: https://www.twilio.com/docs/api/errors
        [OfCode(HttpVendor.Twilio, 14107)] = (ErrorClass.Throttled, "the rate is over the limit"),
        [OfCode(HttpVendor.Twilio, 20003)] = (ErrorClass.Temporary, "the credentials are wrong"),
        [OfCode(HttpVendor.Twilio, 20429)] = (ErrorClass.Throttled, "too many requests"),
        [OfCode(HttpVendor.Twilio, 20500)] = (ErrorClass.Temporary, "the carrier has a system error"),
        [OfCode(HttpVendor.Twilio, 20503)] = (ErrorClass.Temporary, "the service is not available now"),
        [OfCode(HttpVendor.Twilio, 21211)] = (ErrorClass.Unreachable, "the number is invalid"),
        [OfCode(HttpVendor.Twilio, 21212)] = (ErrorClass.Refused, "the sender is invalid"),
        [OfCode(HttpVendor.Twilio, 21210)] = (ErrorClass.Refused, "the number that calls is not one of the account"),
        [OfCode(HttpVendor.Twilio, 21214)] = (ErrorClass.Unreachable, "the number cannot be called"),
        [OfCode(HttpVendor.Twilio, 21215)] = (ErrorClass.Refused, "the account may not call this country"),
        [OfCode(HttpVendor.Twilio, 21217)] = (ErrorClass.Unreachable, "the number is invalid"),
        [OfCode(HttpVendor.Twilio, 21408)] = (ErrorClass.Refused, "the account may not send to this country"),
        [OfCode(HttpVendor.Twilio, 21602)] = (ErrorClass.Refused, "there is no text"),
        [OfCode(HttpVendor.Twilio, 21606)] = (ErrorClass.Refused, "the sender is not one of the account"),
        // Who has told the carrier to stop is reached by no other carrier either: it was his wish.
        [OfCode(HttpVendor.Twilio, 21610)] = (ErrorClass.Unreachable, "the customer has told the carrier to stop"),
        [OfCode(HttpVendor.Twilio, 21611)] = (ErrorClass.Throttled, "the sender's queue is full"),
        [OfCode(HttpVendor.Twilio, 21612)] = (ErrorClass.Refused, "the number cannot be reached from this sender"),
        [OfCode(HttpVendor.Twilio, 21614)] = (ErrorClass.Unreachable, "the number is no mobile phone's"),
        [OfCode(HttpVendor.Twilio, 21617)] = (ErrorClass.Refused, "the text is too long"),
        [OfCode(HttpVendor.Twilio, 30001)] = (ErrorClass.Throttled, "the carrier's queue is full"),

        // Vonage, Messages API: https://developer.vonage.com/api-errors/messages
        [OfCode(HttpVendor.Vonage, 1000)] = (ErrorClass.Throttled, "the rate is over the limit"),
        [OfCode(HttpVendor.Vonage, 1010)] = (ErrorClass.Refused, "a parameter is missing"),
        [OfCode(HttpVendor.Vonage, 1020)] = (ErrorClass.Refused, "a parameter is invalid"),
        [OfCode(HttpVendor.Vonage, 1021)] = (ErrorClass.Refused, "a tag is invalid"),
        [OfCode(HttpVendor.Vonage, 1030)] = (ErrorClass.Temporary, "the carrier has a system error"),
        [OfCode(HttpVendor.Vonage, 1050)] = (ErrorClass.Unreachable, "the number is barred"),
        [OfCode(HttpVendor.Vonage, 1060)] = (ErrorClass.Temporary, "the account is barred"),
        [OfCode(HttpVendor.Vonage, 1070)] = (ErrorClass.Temporary, "the account has no credit"),
        [OfCode(HttpVendor.Vonage, 1080)] = (ErrorClass.Temporary, "the account's connections are used up"),
        [OfCode(HttpVendor.Vonage, 1120)] = (ErrorClass.Refused, "the sender is not allowed"),
        [OfCode(HttpVendor.Vonage, 1170)] = (ErrorClass.Unreachable, "the number is invalid"),

        // Infobip, ids of statuses: https://www.infobip.com/docs/essentials/response-status-and-error-codes
        [OfCode(HttpVendor.Infobip, 6)] = (ErrorClass.Refused, "the network is out of coverage for the account"),
        [OfCode(HttpVendor.Infobip, 8)] = (ErrorClass.Unreachable, "the number's prefix is not known"),
        [OfCode(HttpVendor.Infobip, 10)] = (ErrorClass.Unreachable, "the customer does not want to be disturbed"),
        [OfCode(HttpVendor.Infobip, 11)] = (ErrorClass.Refused, "the sender is not allowed"),
        [OfCode(HttpVendor.Infobip, 12)] = (ErrorClass.Temporary, "the account has no credit"),
        [OfCode(HttpVendor.Infobip, 13)] = (ErrorClass.Refused, "the sender is on a list of the refused"),
        [OfCode(HttpVendor.Infobip, 14)] = (ErrorClass.Unreachable, "the number is on a list of the refused"),
        [OfCode(HttpVendor.Infobip, 17)] = (ErrorClass.Temporary, "the prepaid package is over"),
        [OfCode(HttpVendor.Infobip, 18)] = (ErrorClass.Refused, "the number is not registered with the account"),
        [OfCode(HttpVendor.Infobip, 19)] = (ErrorClass.Refused, "there is no route"),
        [OfCode(HttpVendor.Infobip, 20)] = (ErrorClass.Throttled, "too many texts to this number"),
        [OfCode(HttpVendor.Infobip, 21)] = (ErrorClass.Temporary, "the carrier has a system error"),
        [OfCode(HttpVendor.Infobip, 51)] = (ErrorClass.Unreachable, "the number is missing"),
        [OfCode(HttpVendor.Infobip, 52)] = (ErrorClass.Unreachable, "the number is invalid"),
    }.ToFrozenDictionary();

    /// <summary>Whether the number is one of an HTTP carrier's.</summary>
    public static bool Has(int status) => status >> 24 == Range;

    /// <summary>An HTTP status, 100 to 599, as it is kept.</summary>
    public static int OfStatus(int http) => Range << 24 | http;

    /// <summary>A vendor's own code, 0 to 1,048,575, as it is kept.</summary>
    public static int OfCode(HttpVendor vendor, int code) => Range << 24 | (int)vendor << 20 | (code & MostCode);

    /// <summary>What it means. A status of 500 or more that is not in the table is the carrier's own trouble; a code that is not is unknown.</summary>
    public static ErrorClass ClassOf(int status) =>
        Entries.TryGetValue(status, out var entry) ? entry.Class : VendorOf(status) == HttpVendor.None && (status & MostCode) >= 500 ? ErrorClass.Temporary : ErrorClass.Unknown;

    /// <summary>
    /// The carrier broke while it had the text, and nothing that it publishes promises that none of it was sent: the statuses of 500 and more, but those that refuse at the door (501, 503, 505), and what vendors call an
    /// internal error.
    /// </summary>
    public static bool LeavesDoubt(int status) => Has(status) && (VendorOf(status) switch
    {
        HttpVendor.None => (status & MostCode) is >= 500 and < 600 and not (501 or 503 or 505),
        HttpVendor.Twilio => (status & MostCode) == 20500,
        HttpVendor.Vonage => (status & MostCode) == 1030,
        _ => false,
    });

    /// <summary>Whether the table has it.</summary>
    public static bool Knows(int status) => Entries.ContainsKey(status);

    /// <summary>The raw error for people: <c>HTTP 429: the carrier asks for a slower pace</c>, <c>Twilio 21610: …</c>.</summary>
    public static string Describe(int status)
    {
        var words = Entries.TryGetValue(status, out var entry) ? entry.Words : "the carrier's own";
        var code = status & MostCode;
        return status is NotConnected or ValidityTooShort or CarriersSender or Withheld or PolicyEnds or MakesNoCalls ? words : VendorOf(status) switch
        {
            HttpVendor.None => $"HTTP {code}: {words}",
            HttpVendor.Other => $"code {code}: {words}",
            var vendor => $"{vendor} {code}: {words}",
        };
    }

    static HttpVendor VendorOf(int status) => (HttpVendor)(status >> 20 & 0xF);
}

/// <summary>Whose code it is.</summary>
public enum HttpVendor : byte
{
    /// <summary>Nobody's: a status of HTTP.</summary>
    None = 0,
    Twilio,
    Vonage,
    Infobip,
    /// <summary>Of a carrier that is described by configuration.</summary>
    Other,
}
