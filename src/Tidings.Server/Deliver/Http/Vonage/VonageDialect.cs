using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tidings.Core.Deliver.Retry;
using Tidings.Server.Track.Callbacks;
using Tidings.Smpp.Text.Receipts;

namespace Tidings.Server.Deliver.Http.Vonage;

/// <summary>Vonage's Messages API (https://developer.vonage.com/en/api/messages), channel sms, with its signed webhooks for statuses and incoming texts.</summary>
internal sealed class VonageDialect(HttpAccount account, TimeProvider time) : IHttpDialect
{
    const string Usual = "https://api.nexmo.com", UsualOfAccounts = "https://rest.nexmo.com";
    /// <summary>ttl, in seconds.</summary>
    const int ShortestTtl = 20, LongestTtl = 604_800;

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

    /// <summary>The balance (https://developer.vonage.com/en/account/code-snippets/account-balance), which another host tells.</summary>
    public HttpRequestMessage Probe() => new(HttpMethod.Get, account.At(UsualOfAccounts, "/account/get-balance")) { Headers = { Authorization = account.Basic } };

    public HttpVerdict Read(int status, ReadOnlyMemory<byte> body)
    {
        using var json = JsonAt.Parse(body);
        if (status is >= 200 and < 300)
            return json is not null && JsonAt.Text(json.RootElement, "message_uuid") is { } id ? HttpVerdict.Accepted(id) : HttpVerdict.InDoubt;
        return HttpVerdict.Refused(status, HttpVendor.Vonage, json is null ? null : CodeOf(JsonAt.Text(json.RootElement, "type")));
    }

    /// <summary>The problem's type ends in its number: <c>https://developer.vonage.com/api-errors/messages#1120</c>.</summary>
    static int? CodeOf(string? type) => int.TryParse(type.AsSpan()[(type?.LastIndexOf('#') + 1 ?? 0)..], out var code) ? code : null;

    public bool IsGenuine(Callback callback) =>
        SignedWebhook.IsGenuine(callback.Headers.Authorization, callback.Body.Span, account.CallbackSecret, account.Name, time.GetUtcNow());

    public CallbackContent? Read(Callback callback)
    {
        using var json = JsonAt.Parse(callback.Body);
        if (json is not { RootElement: { ValueKind: JsonValueKind.Object } said } || JsonAt.Text(said, "message_uuid") is not { } id)
            return null;
        if (callback.Of == CallbackKind.Replies)
            return JsonAt.Text(said, "from") is { } from && JsonAt.Text(said, "to") is { } to ? CallbackContent.Of(new CallbackReply(from, to, JsonAt.Text(said, "text") ?? "", id)) : null;
        return StateOf(JsonAt.Text(said, "status")) is { } state ? CallbackContent.Of(new CallbackReceipt(id, state, JsonAt.Text(said, "error/title"))) : null;
    }

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
