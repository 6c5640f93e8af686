using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Client.Messages;
using Tidings.Client.Verifications;

namespace Tidings.Client.Webhooks;

/// <summary>Reads the body of a webhook that is genuine.</summary>
internal static class WebhookReader
{
    /// <returns>Null: it is none that can be read.</returns>
    public static Webhook? Read(string id, ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, WebhookJson.Default.WebhookBody) is { Type: { } type, Timestamp: { } at } read ? Of(id, type, at, read.Data) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static Webhook? Of(string id, string type, DateTimeOffset at, JsonElement data)
    {
        if (type is "class.paused" or "class.resumed")
            return data.ValueKind == JsonValueKind.Object && data.TryGetProperty("class", out _) && data.Deserialize(WebhookJson.Default.WebhookData) is { } about
                ? new ClassWebhook { Id = id, Type = type, Timestamp = at, Class = about.Class, Reason = about.Reason } : null;
        if (type is not ("message.accepted" or "message.delivered" or "message.failed" or "message.expired" or "message.suppressed" or "preferences.changed" or "reply.received" or "verification.ended" or "verification.begun"
            or "fraud.asked" or "fraud.denied" or "fraud.confirmed" or "fraud.unanswered"))
            return new UnknownWebhook { Id = id, Type = type, Timestamp = at, Data = data };
        if (data.ValueKind != JsonValueKind.Object || data.Deserialize(WebhookJson.Default.WebhookData) is not { Customer: { } customer, Event: { } happened, Kind: { } kind } told)
            return null;
        return (type, told) switch
        {
            ("message.suppressed", { Reason: { } reason }) =>
                new SuppressedWebhook { Id = id, Type = type, Timestamp = at, Customer = customer, Event = happened, Kind = kind, Reason = reason, Alert = told.Alert, Class = told.Class },
            ("preferences.changed", _) => new PreferencesWebhook { Id = id, Type = type, Timestamp = at, Customer = customer, Event = happened, Kind = kind },
            ("reply.received", { Reply: { } reply }) => new ReplyWebhook
            {
                Id = id, Type = type, Timestamp = at, Customer = customer, Event = happened, Kind = kind, Reply = reply, Meaning = told.Meaning, Keyword = told.Keyword,
                From = told.From, Message = told.Message, Reason = told.Reason,
            },
            ("verification.ended", { Verification: { } verification, Status: { } status }) => new VerificationWebhook
            {
                Id = id, Type = type, Timestamp = at, Customer = customer, Event = happened, Kind = kind, Verification = verification, Status = status, Purpose = told.Purpose, To = told.To,
                Means = told.Means,
            },
            ("verification.begun", { Verification: { } verification, Purpose: { } purpose }) => new VerificationBegunWebhook
            {
                Id = id, Type = type, Timestamp = at, Customer = customer, Event = happened, Kind = kind, Verification = verification, Purpose = purpose, Means = told.Means, To = told.To,
            },
            ("fraud.asked" or "fraud.denied" or "fraud.confirmed" or "fraud.unanswered", { Question: { } question, Answer: { } answer, Payment: { } payment }) => new FraudWebhook
            {
                Id = id, Type = type, Timestamp = at, Customer = customer, Event = happened, Kind = kind, Question = question, Answer = answer, Payment = payment, Payments = told.Payments, Points = told.Points,
                Reasons = told.Reasons ?? [], AskedBecause = told.AskedBecause ?? "unusual",
            },
            ("message.accepted" or "message.delivered" or "message.failed" or "message.expired", { Message: { } message }) => new MessageWebhook
            {
                Id = id, Type = type, Timestamp = at, Customer = customer, Event = happened, Kind = kind, Message = message, State = told.State, Alert = told.Alert,
                Class = told.Class, To = told.To, Error = told.Error,
            },
            _ => null,
        };
    }
}

internal sealed record WebhookBody(string? Type, DateTimeOffset? Timestamp, JsonElement Data);

internal sealed record WebhookData
{
    public string? Customer { get; init; }
    public WebhookEvent? Event { get; init; }
    public string? Kind { get; init; }
    public string? Message { get; init; }
    public MessageState State { get; init; }
    public string? Alert { get; init; }
    public MessageClass Class { get; init; }
    public string? To { get; init; }
    public string? Error { get; init; }
    public string? Reason { get; init; }
    public string? Reply { get; init; }
    public ReplyMeaning Meaning { get; init; }
    public string? Keyword { get; init; }
    public string? From { get; init; }
    public string? Verification { get; init; }
    public string? Purpose { get; init; }
    public VerificationStatus? Status { get; init; }
    public VerificationMeans Means { get; init; }
    public string? Question { get; init; }
    public string? Answer { get; init; }
    public WebhookEvent? Payment { get; init; }
    public int Payments { get; init; }
    public double Points { get; init; }
    public IReadOnlyList<string>? Reasons { get; init; }
    public string? AskedBecause { get; init; }
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(WebhookBody))]
[JsonSerializable(typeof(WebhookData))]
internal sealed partial class WebhookJson : JsonSerializerContext;
