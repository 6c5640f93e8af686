using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tidings.Server.Tell.Subscriptions;

/// <summary>A subscription as it is asked for.</summary>
internal sealed record WebhookAsked
{
    /// <summary>Where webhooks are posted to: https, without a user and a fragment; at most 500 characters.</summary>
    public string? Url { get; init; }
    /// <summary>Kinds of events; null: all.</summary>
    public IReadOnlyList<string>? Events { get; init; }
    /// <summary>What people call it; at most 200 characters.</summary>
    public string? Description { get; init; }
}

/// <summary>A subscription as it is shown.</summary>
/// <param name="OldSecretUntil">Until then the secret before the newest signs too. Null: there is one secret.</param>
/// <param name="Secret">Shown once, when it is made.</param>
/// <param name="Proposal">The change waits for somebody else as this proposal, and is not in force. Null: it is.</param>
internal sealed record WebhookShown(
    string Id, int Version, string Url, IReadOnlyList<string> Events, string Description, DateTimeOffset Created, string MadeBy, DateTimeOffset? OldSecretUntil,
    string? Secret = null, string? Proposal = null)
{
    public static WebhookShown Of(Subscription one, string? secret = null, string? proposal = null) => new(
        one.Id, one.Version, one.Document.Url, one.Document.Events, one.Document.Description, one.Document.Created, one.Document.MadeBy,
        one.Document.Secrets.Count > 1 ? one.Document.Secrets[1].Until : null, secret, proposal);
}

internal sealed record WebhookList(IReadOnlyList<WebhookShown> Webhooks);

/// <param name="Id">The webhook-id.</param>
/// <param name="Event">Null: what it spoke of is gone, and it will not be sent.</param>
/// <param name="Message">The message; of a suppression or of wishes, the event's row. Null: it is about no customer.</param>
/// <param name="At">When what it tells was recorded.</param>
/// <param name="Error">Why the last attempt failed: <c>status-500</c>, <c>timeout</c>, <c>no-connection</c> ...</param>
internal sealed record DeadLetterShown(string Id, string? Event, string? Message, DateTimeOffset At, int Attempts, string? Error);

/// <param name="Next">Give it as <c>after</c> for those that follow; null: there are no more.</param>
internal sealed record DeadLetterPage(IReadOnlyList<DeadLetterShown> Letters, long? Next);

/// <param name="Ids">Which, by their webhook-id, at most 1,000. Null: all.</param>
internal sealed record ReplayAsked(IReadOnlyList<string>? Ids);

/// <param name="Replayed">How many are sent again.</param>
internal sealed record ReplayAnswer(int Replayed);

[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, AllowDuplicateProperties = false)]
[JsonSerializable(typeof(WebhookAsked))]
[JsonSerializable(typeof(WebhookShown))]
[JsonSerializable(typeof(WebhookList))]
[JsonSerializable(typeof(DeadLetterPage))]
[JsonSerializable(typeof(ReplayAsked))]
[JsonSerializable(typeof(ReplayAnswer))]
internal sealed partial class WebhookJson : JsonSerializerContext;
