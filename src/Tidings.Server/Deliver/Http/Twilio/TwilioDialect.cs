using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Tidings.Core.Deliver.Retry;
using Tidings.Server.Track.Callbacks;
using Tidings.Smpp.Text.Receipts;

namespace Tidings.Server.Deliver.Http.Twilio;

/// <summary>Twilio's Messages resource (https://www.twilio.com/docs/messaging/api/message-resource) and its calls, their status callbacks and the webhooks for incoming texts.</summary>
internal sealed class TwilioDialect(HttpAccount account) : IHttpDialect
{
    const string Usual = "https://api.twilio.com";
    /// <summary>ValidityPeriod, in seconds.</summary>
    const int LongestValidity = 36_000;

    /// <summary>TimeLimit, in seconds.</summary>
    const int LongestCall = 60;

    static readonly FrozenDictionary<string, string> Languages = new Dictionary<string, string>
    {
        ["en"] = "en-GB/Polly.Amy", ["es"] = "es-ES/Polly.Conchita", ["tr"] = "tr-TR/Polly.Filiz", ["hi"] = "hi-IN/Polly.Aditi", ["ar"] = "arb/Polly.Zeina",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Twilio brings a callback again only where the address asks for it (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides): five times, whatever failed, within 15 s in all. A fragment is
    /// neither sent nor signed.
    /// </summary>
    const string Again = "#rc=5&rp=all";

    public (string Type, string Content)? Acknowledgement => ("text/xml", "<Response/>");

    public HttpRequestMessage Request(HttpText text)
    {
        var form = new List<KeyValuePair<string, string>>
        {
            new("To", "+" + text.To),
            new(IsService(text.From) ? "MessagingServiceSid" : "From", text.FromWithPlus),
            new("Body", text.Text),
            new("ValidityPeriod", Math.Min(text.Seconds, LongestValidity).ToString(CultureInfo.InvariantCulture)),
        };
        if (account.Receipts is { } callback)
            form.Add(new("StatusCallback", callback + Again));
        return Post("Messages.json", form, text, account.At);
    }

    /// <summary>The Account resource (https://www.twilio.com/docs/iam/api/account).</summary>
    public HttpRequestMessage Probe() => new(HttpMethod.Get, account.At(Usual, $"/2010-04-01/Accounts/{Uri.EscapeDataString(account.Name)}.json")) { Headers = { Authorization = account.Basic } };

    /// <summary>The Calls resource (https://www.twilio.com/docs/voice/api/call-resource) with the TwiML in the request, so that nobody fetches a code from us.</summary>
    public HttpRequestMessage Call(HttpText text)
    {
        var (language, voice) = account.Say(text.SpokenIn!, Languages);
        var say = new XElement("Say", new XAttribute("language", language), voice is null ? null : new XAttribute("voice", voice), text.Text);
        // Who answers says something first.
        var twiml = new XElement("Response", new XElement("Pause", new XAttribute("length", 1)), say);
        var form = new List<KeyValuePair<string, string>>
        {
            new("To", "+" + text.To),
            new("From", account.Options.Voice.From),
            new("Twiml", twiml.ToString(SaveOptions.DisableFormatting)),
            new("Timeout", text.RingSeconds.ToString(CultureInfo.InvariantCulture)),
            new("TimeLimit", LongestCall.ToString(CultureInfo.InvariantCulture)),
        };
        if (account.Receipts is { } callback)
            form.Add(new("StatusCallback", callback + Again));
        return Post("Calls.json", form, text, account.CallsAt);
    }

    HttpRequestMessage Post(string resource, IEnumerable<KeyValuePair<string, string>> form, HttpText text, Func<string, string, Uri> at) =>
        new(HttpMethod.Post, at(Usual, $"/2010-04-01/Accounts/{Uri.EscapeDataString(account.Name)}/{resource}"))
        {
            Content = text.Content(Encoding.UTF8.GetBytes(string.Join('&', form.Select(static field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"))), "application/x-www-form-urlencoded"),
            Headers = { Authorization = account.Basic },
        };

    static bool IsService(string from) => from.Length == 34 && from.StartsWith("MG", StringComparison.Ordinal);

    public HttpVerdict Read(int status, ReadOnlyMemory<byte> body)
    {
        using var json = JsonAt.Parse(body);
        if (status is >= 200 and < 300)
            return json is not null && JsonAt.Text(json.RootElement, "sid") is { } sid ? HttpVerdict.Accepted(sid) : HttpVerdict.InDoubt;
        return HttpVerdict.Refused(status, HttpVendor.Twilio, json is null ? null : JsonAt.Number(json.RootElement, "code"));
    }

    public bool IsGenuine(Callback callback) =>
        account.Secret is { Length: > 0 } token && callback.Headers["X-Twilio-Signature"] is [{ Length: > 0 } shown] && Form(callback) is { } form
        && AgreedProof.Same(shown, TwilioSignature.Of(token, callback.Url, form));

    public CallbackContent? Read(Callback callback)
    {
        if (Form(callback) is not { } form)
            return null;
        var id = One(form, "MessageSid") ?? One(form, "SmsSid");
        if (callback.Of == CallbackKind.Replies)
            return One(form, "From") is { } from && One(form, "To") is { } to ? CallbackContent.Of(new CallbackReply(from, to, One(form, "Body") ?? "", id)) : null;
        // A call is reported once, when it is over.
        if (One(form, "CallSid") is { } call)
            return CallStateOf(One(form, "CallStatus")) is { } ended ? CallbackContent.Of(new CallbackReceipt(call, ended, One(form, "SipResponseCode"))) : null;
        return id is not null && StateOf(One(form, "MessageStatus") ?? One(form, "SmsStatus")) is { } state
            ? CallbackContent.Of(new CallbackReceipt(id, state, One(form, "ErrorCode"))) : null;
    }

    static ReceiptState? StateOf(string? status) => status switch
    {
        "accepted" or "scheduled" or "queued" or "sending" or "sent" => ReceiptState.Enroute,
        "delivered" or "read" => ReceiptState.Delivered,
        "undelivered" => ReceiptState.Undeliverable,
        "failed" => ReceiptState.Rejected,
        "canceled" => ReceiptState.Deleted,
        _ => null,
    };

    static ReceiptState? CallStateOf(string? status) => status switch
    {
        "queued" or "initiated" or "ringing" or "in-progress" => ReceiptState.Enroute,
        "completed" => ReceiptState.Delivered,
        "busy" or "no-answer" or "failed" => ReceiptState.Undeliverable,
        "canceled" => ReceiptState.Deleted,
        _ => null,
    };

    static string? One(Dictionary<string, StringValues> form, string name) => form.TryGetValue(name, out var values) && values is [{ Length: > 0 } value, ..] ? value : null;

    /// <summary>Null: it is no form.</summary>
    static Dictionary<string, StringValues>? Form(Callback callback)
    {
        try
        {
            using var reader = new FormReader(Encoding.UTF8.GetString(callback.Body.Span)) { ValueCountLimit = CallbackContent.Most };
            return reader.ReadForm();
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
