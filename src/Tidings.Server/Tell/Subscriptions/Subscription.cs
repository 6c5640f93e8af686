using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Core.Ports.Rows;

namespace Tidings.Server.Tell.Subscriptions;

/// <summary>Who is told of what.</summary>
internal sealed record Subscription(string Id, int Version, SubscriptionDocument Document)
{
    public static Subscription Of(DocumentRow row) => new(row.Id, row.Version, SubscriptionDocument.Of(row.Body.Span));

    public override string ToString() => $"subscription {Id} (redacted)";
}

/// <summary>How a subscription is stored. Its secrets are sealed.</summary>
/// <param name="Events">Of <see cref="TellEvents.All"/>.</param>
/// <param name="Secrets">The newest first. The one before it counts until its time.</param>
internal sealed record SubscriptionDocument(string Url, IReadOnlyList<string> Events, string Description, DateTimeOffset Created, string MadeBy, IReadOnlyList<KeptSecret> Secrets)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, SubscriptionJson.Default.SubscriptionDocument);

    public static SubscriptionDocument Of(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(body, SubscriptionJson.Default.SubscriptionDocument) ?? throw new InvalidDataException("A subscription's document is empty.");
}

/// <param name="Until">It signs until then. Null: until another is made.</param>
internal sealed record KeptSecret(byte[] Sealed, DateTimeOffset? Until);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SubscriptionDocument))]
internal sealed partial class SubscriptionJson : JsonSerializerContext;
