using System.Collections.Frozen;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tidings.Core.Deliver.Retry;
using Tidings.Server.Deliver.Settings;
using Tidings.Server.Track.Callbacks;
using Tidings.Smpp.Text.Receipts;

namespace Tidings.Server.Deliver.Http.Infobip;

/// <summary>Infobip's SMS API, version 3 (https://www.infobip.com/docs/api/channels/sms), and its calls, with its delivery reports and incoming texts.</summary>
internal sealed class InfobipDialect(HttpAccount account) : IHttpDialect
{
    /// <summary>validityPeriod, in seconds.</summary>
    const int LongestValidity = 172_800;
    /// <summary>Of a call the same is in minutes.</summary>
    const int SecondsAMinute = 60;

    public HttpRequestMessage Request(HttpText text)
    {
        var message = new JsonObject
        {
            ["sender"] = text.FromWithoutPlus,
            ["destinations"] = new JsonArray(new JsonObject { ["to"] = text.To }),
            ["content"] = new JsonObject { ["text"] = text.Text },
            ["options"] = new JsonObject { ["validityPeriod"] = new JsonObject { ["amount"] = Math.Min(text.Seconds, LongestValidity), ["timeUnit"] = "SECONDS" } },
        };
        if (account.Receipts is { } callback)
            message["webhooks"] = new JsonObject { ["delivery"] = new JsonObject { ["url"] = callback }, ["contentType"] = "application/json" };
        return Post(account.At(account.Options.Url!, "/sms/3/messages"), message, text);
    }

    /// <summary>The Voice Message API (https://www.infobip.com/docs/api/channels/voice/voice-message), version 3: of its requests the one that asks for reports and hangs up on machines.</summary>
    public HttpRequestMessage Call(HttpText text)
    {
        var (language, voice) = account.Say(text.SpokenIn!, FrozenDictionary<string, string>.Empty);
        var message = new JsonObject
        {
            ["from"] = account.Options.Voice.From.TrimStart('+'),
            ["destinations"] = new JsonArray(new JsonObject { ["to"] = text.To }),
            ["text"] = text.Text,
            ["language"] = language,
            ["ringTimeout"] = text.RingSeconds,
            ["validityPeriod"] = Math.Max(1, text.Seconds / SecondsAMinute),
        };
        if (voice is not null)
            message["voice"] = new JsonObject { ["name"] = voice };
        if (account.Options.Voice.MachineDetection is not MachineDetection.None)
            message["machineDetection"] = "hangup";
        if (account.Receipts is { } callback)
            (message["notifyUrl"], message["notifyContentType"]) = (callback, "application/json");
        return Post(account.CallsAt(account.Options.Url!, "/tts/3/advanced"), message, text);
    }

    HttpRequestMessage Post(Uri at, JsonObject message, HttpText text) => new(HttpMethod.Post, at)
    {
        Content = text.Content(Encoding.UTF8.GetBytes(new JsonObject { ["messages"] = new JsonArray(message) }.ToJsonString()), "application/json"),
        Headers = { Authorization = new AuthenticationHeaderValue("App", account.Secret), Accept = { new("application/json") } },
    };

    /// <summary>The balance (https://www.infobip.com/docs/api/platform/account-management/get-account-balance).</summary>
    public HttpRequestMessage Probe() => new(HttpMethod.Get, account.At(account.Options.Url!, "/account/1/balance")) { Headers = { Authorization = new AuthenticationHeaderValue("App", account.Secret), Accept = { new("application/json") } } };

    public HttpVerdict Read(int status, ReadOnlyMemory<byte> body)
    {
        using var json = JsonAt.Parse(body);
        if (status is < 200 or >= 300)
            return HttpVerdict.Refused(status, HttpVendor.Infobip, null);
        if (json is null || JsonAt.Text(json.RootElement, "messages/0/messageId") is not { } id)
            return HttpVerdict.InDoubt;
        // What is refused is answered with 200 too: group 5.
        return JsonAt.Number(json.RootElement, "messages/0/status/groupId") is 2 or 4 or 5
            ? new(true, HttpErrorTable.OfCode(HttpVendor.Infobip, JsonAt.Number(json.RootElement, "messages/0/status/id") ?? 0))
            : HttpVerdict.Accepted(id);
    }

    public bool IsGenuine(Callback callback) => AgreedProof.Holds(account, callback);

    public CallbackContent? Read(Callback callback)
    {
        using var json = JsonAt.Parse(callback.Body);
        if (json is not { RootElement: { ValueKind: JsonValueKind.Object } said } || !said.TryGetProperty("results", out var results)
            || results is not { ValueKind: JsonValueKind.Array } || results.GetArrayLength() > CallbackContent.Most)
            return null;
        var all = results.EnumerateArray().ToArray();
        return callback.Of == CallbackKind.Replies ? new([], Known(all.Select(ReplyOf))) : new(Known(all.Select(ReceiptOf)), []);
    }

    static T[] Known<T>(IEnumerable<T?> all) where T : class => [.. all.OfType<T>()];

    static CallbackReceipt? ReceiptOf(JsonElement result) =>
        JsonAt.Text(result, "messageId") is { } id && StateOf(JsonAt.Number(result, "status/groupId")) is { } state ? new(id, state, ErrorOf(result)) : null;

    static string? ErrorOf(JsonElement result) =>
        JsonAt.Number(result, "error/id") is > 0 and var error ? $"{error} {JsonAt.Text(result, "error/name")}" : null;

    static CallbackReply? ReplyOf(JsonElement result) =>
        JsonAt.Text(result, "from") is { } from && JsonAt.Text(result, "to") is { } to ? new(from, to, JsonAt.Text(result, "text") ?? "", JsonAt.Text(result, "messageId")) : null;

    /// <summary>The status groups.</summary>
    static ReceiptState? StateOf(int? group) => group switch
    {
        1 => ReceiptState.Enroute,
        2 => ReceiptState.Undeliverable,
        3 => ReceiptState.Delivered,
        4 => ReceiptState.Expired,
        5 => ReceiptState.Rejected,
        _ => null,
    };
}
