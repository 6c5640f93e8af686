using System.Text.Json;
using System.Text.Json.Serialization;
using Tidings.Core.Events;

namespace Tidings.Security.Access;

/// <summary>
/// How a key is stored: of its secret only the SHA-256, which is enough for 256 random bits. Keys from before there were kinds and scopes have neither, and are live with all scopes.
/// </summary>
internal sealed record ApiKeyDocument(string Name, DateTimeOffset Created, byte[] Hash, DateTimeOffset? Revoked)
{
    public const string Kind = "api-key";

    public Reach Reach { get; init; }
    public IReadOnlyList<string>? Scopes { get; init; }
    public DateTimeOffset? Expires { get; init; }
    public string? MadeBy { get; init; }
    public CallerLimits? Limits { get; init; }

    /// <summary>Never more than its kind may have, whatever is written.</summary>
    public Scope ScopeSet() => (Scopes is null ? ScopeNames.Usual(Reach) : ScopeNames.Known(Scopes)) & ScopeNames.Most(Reach);

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, ApiKeyJson.Default.ApiKeyDocument);

    public static ApiKeyDocument Of(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(body, ApiKeyJson.Default.ApiKeyDocument) ?? throw new InvalidDataException("An API key's document is empty.");
}

/// <summary>The last day on which a key was used, beside the key, so that using it makes no new version of it.</summary>
internal sealed record ApiKeyUse(DateOnly Day)
{
    public const string Kind = "api-key-use";

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, ApiKeyJson.Default.ApiKeyUse);

    public static ApiKeyUse? Of(ReadOnlySpan<byte> body) => JsonSerializer.Deserialize(body, ApiKeyJson.Default.ApiKeyUse);
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ApiKeyDocument))]
[JsonSerializable(typeof(ApiKeyUse))]
internal sealed partial class ApiKeyJson : JsonSerializerContext;
