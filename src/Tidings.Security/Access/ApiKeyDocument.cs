using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tidings.Security.Access;

/// <summary>How a key is stored: of its secret only the SHA-256, which is enough for 256 random bits.</summary>
internal sealed record ApiKeyDocument(string Name, DateTimeOffset Created, byte[] Hash, DateTimeOffset? Revoked)
{
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, ApiKeyJson.Default.ApiKeyDocument);

    public static ApiKeyDocument Of(ReadOnlySpan<byte> body) =>
        JsonSerializer.Deserialize(body, ApiKeyJson.Default.ApiKeyDocument) ?? throw new InvalidDataException("An API key's document is empty.");
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ApiKeyDocument))]
internal sealed partial class ApiKeyJson : JsonSerializerContext;
