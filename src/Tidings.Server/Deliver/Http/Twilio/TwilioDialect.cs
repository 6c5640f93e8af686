using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Tidings.Core.Deliver.Retry;
using Tidings.Server.Track.Callbacks;
using Tidings.Smpp.Text.Receipts;

namespace Tidings.Server.Deliver.Http.Twilio;

/// <summary>Twilio's Messages resource (https://www.twilio.com/docs/messaging/api/message-resource), its status callbacks and its webhooks for incoming texts.</summary>
internal sealed class TwilioDialect(HttpAccount account) : IHttpDialect
{
    const string Usual = "https://api.twilio.com";
    /// <summary>ValidityPeriod, in seconds.</summary>
    const int LongestValidity = 36_000;

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
        var body = string.Join('&', form.Select(static field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"));
        return new(HttpMethod.Post, account.At(Usual, $"/2010-04-01/Accounts/{Uri.EscapeDataString(account.Name)}/Messages.json"))
        {
            Content = text.Content(Encoding.UTF8.GetBytes(body), "application/x-www-form-urlencoded"),
            Headers = { Authorization = account.Basic },
        };
    }

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
