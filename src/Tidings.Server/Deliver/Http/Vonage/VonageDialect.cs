using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tidings.Core.Deliver.Retry;
using Tidings.Server.Deliver.Settings;
using Tidings.Server.Track.Callbacks;
using Tidings.Smpp.Text.Receipts;

namespace Tidings.Server.Deliver.Http.Vonage;

/// <summary>Vonage's Messages API (https://developer.vonage.com/en/api/messages), channel sms, and its calls, with its signed webhooks for statuses and incoming texts.</summary>
internal sealed class VonageDialect(HttpAccount account, TimeProvider time) : IHttpDialect
{
    const string Usual = "https://api.nexmo.com", UsualOfAccounts = "https://rest.nexmo.com";
    /// <summary>ttl, in seconds.</summary>
    const int ShortestTtl = 20, LongestTtl = 604_800;

    /// <summary>length_timer, in seconds.</summary>
    const int LongestCall = 60;

    static readonly FrozenDictionary<string, string> Languages = new Dictionary<string, string>
    {
        ["en"] = "en-GB", ["es"] = "es-ES", ["tr"] = "tr-TR", ["hi"] = "hi-IN", ["ar"] = "ar",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    public TimeSpan ShortestValidity { get; } = TimeSpan.FromSeconds(ShortestTtl);

    public HttpRequestMessage Request(HttpText text)
    {
        var body = new JsonObject
        {
            ["message_type"] = "text",
            ["channel"] = "sms",
            ["to"] = text.To,
            ["from"] = text.FromWithoutPlus,
            ["text"] = text.Text,
            ["ttl"] = Math.Clamp(text.Seconds, ShortestTtl, LongestTtl),
            ["client_ref"] = text.Id.ToString(),
        };
        if (account.Receipts is { } callback)
            (body["webhook_url"], body["webhook_version"]) = (callback, "v1");
        return new(HttpMethod.Post, account.At(Usual, "/v1/messages"))
        {
            Content = text.Content(Encoding.UTF8.GetBytes(body.ToJsonString()), "application/json"),
            Headers = { Authorization = account.Basic },
        };
    }

    /// <summary>The Voice API (https://developer.vonage.com/en/api/voice), version 1, with the NCCO in the request, so that nobody fetches a code from us.</summary>
    public HttpRequestMessage Call(HttpText text)
    {
        var voice = account.Options.Voice;
        var (language, style) = account.Say(text.SpokenIn!, Languages);
        var talk = new JsonObject { ["action"] = "talk", ["text"] = text.Text, ["language"] = language };
        if (style is not null)
            talk["style"] = int.Parse(style, CultureInfo.InvariantCulture);
        var body = new JsonObject
        {
            ["to"] = new JsonArray(Phone(text.To)),
            ["from"] = Phone(voice.From.TrimStart('+')),
            ["ncco"] = new JsonArray(talk),
            ["ringing_timer"] = text.RingSeconds,
            ["length_timer"] = LongestCall,
        };
        if (HangsUp)
            body["machine_detection"] = "hangup";
        if (account.Receipts is { } callback)
            (body["event_url"], body["event_method"]) = (new JsonArray(callback), "POST");
        return new(HttpMethod.Post, account.CallsAt(Usual, "/v1/calls"))
        {
            Content = text.Content(Encoding.UTF8.GetBytes(body.ToJsonString()), "application/json"),
            Headers = { Authorization = new("Bearer", ApplicationToken.Of(voice.Application, File.ReadAllText(voice.PrivateKeyFile!), time.GetUtcNow())) },
        };
    }

    static JsonObject Phone(string digits) => new() { ["type"] = "phone", ["number"] = digits };

    bool HangsUp => account.Options.Voice.MachineDetection is not MachineDetection.None;

    /// <summary>The balance (https://developer.vonage.com/en/account/code-snippets/account-balance), which another host tells.</summary>
    public HttpRequestMessage Probe() => new(HttpMethod.Get, account.At(UsualOfAccounts, "/account/get-balance")) { Headers = { Authorization = account.Basic } };

    public HttpVerdict Read(int status, ReadOnlyMemory<byte> body)
    {
        using var json = JsonAt.Parse(body);
        if (status is >= 200 and < 300)
            return json is not null && (JsonAt.Text(json.RootElement, "message_uuid") ?? JsonAt.Text(json.RootElement, "uuid")) is { } id ? HttpVerdict.Accepted(id) : HttpVerdict.InDoubt;
        return HttpVerdict.Refused(status, HttpVendor.Vonage, json is null ? null : CodeOf(JsonAt.Text(json.RootElement, "type")));
    }

    /// <summary>The problem's type ends in its number: <c>https://developer.vonage.com/api-errors/messages#1120</c>.</summary>
    static int? CodeOf(string? type) => int.TryParse(type.AsSpan()[(type?.LastIndexOf('#') + 1 ?? 0)..], out var code) ? code : null;

    public bool IsGenuine(Callback callback) =>
        SignedWebhook.IsGenuine(callback.Headers.Authorization, callback.Body.Span, account.CallbackSecret, account.Name, time.GetUtcNow());

    public CallbackContent? Read(Callback callback)
    {
        using var json = JsonAt.Parse(callback.Body);
        if (json is not { RootElement: { ValueKind: JsonValueKind.Object } said })
            return null;
        if (JsonAt.Text(said, "message_uuid") is not { } id)
            return callback.Of == CallbackKind.Receipts && JsonAt.Text(said, "uuid") is { } call && CallStateOf(JsonAt.Text(said, "status")) is { } of
                ? CallbackContent.Of(new CallbackReceipt(call, of, JsonAt.Text(said, "detail"))) : null;
        if (callback.Of == CallbackKind.Replies)
            return JsonAt.Text(said, "from") is { } from && JsonAt.Text(said, "to") is { } to ? CallbackContent.Of(new CallbackReply(from, to, JsonAt.Text(said, "text") ?? "", id)) : null;
        return StateOf(JsonAt.Text(said, "status")) is { } state ? CallbackContent.Of(new CallbackReceipt(id, state, JsonAt.Text(said, "error/title"))) : null;
    }

    /// <summary>Where machines are hung up on, that a person answered is said by itself, and a call that is over says nothing of who it was.</summary>
    ReceiptState? CallStateOf(string? status) => status switch
    {
        "started" or "ringing" or "answered" => ReceiptState.Enroute,
        "human" => ReceiptState.Delivered,
        "completed" => HangsUp ? ReceiptState.Enroute : ReceiptState.Delivered,
        "machine" or "busy" or "unanswered" or "timeout" or "rejected" or "failed" => ReceiptState.Undeliverable,
        "cancelled" => ReceiptState.Deleted,
        _ => null,
    };

    static ReceiptState? StateOf(string? status) => status switch
    {
        "submitted" => ReceiptState.Enroute,
        "delivered" or "read" => ReceiptState.Delivered,
        "undeliverable" => ReceiptState.Undeliverable,
        "rejected" => ReceiptState.Rejected,
        "expired" => ReceiptState.Expired,
        _ => null,
    };
}
