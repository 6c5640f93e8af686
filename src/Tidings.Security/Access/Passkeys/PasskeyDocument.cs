using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tidings.Security.Access.Passkeys;

/// <summary>
/// A passkey of an operator, by a hash of its credential's id. It belongs to one enrolment as the secret does: whoever enrols anew leaves his old ones behind.
/// </summary>
internal sealed record PasskeyDocument(string Operator, byte[] Enrolment, byte[] Credential, byte[] PublicKey, string Name, DateTimeOffset Added)
{
    public const string Kind = "passkey";

    /// <summary>It may be copied to other devices of its owner (backup eligible, WebAuthn Level 3 §6.1.3).</summary>
    public bool Synced { get; init; }
    public DateTimeOffset? Removed { get; init; }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, PasskeyJson.Default.PasskeyDocument);
    public static PasskeyDocument Of(ReadOnlySpan<byte> body) => JsonSerializer.Deserialize(body, PasskeyJson.Default.PasskeyDocument)!;
}

/// <summary>How a passkey was used last, beside it, so that signing in makes no new version of the passkey.</summary>
/// <param name="Count">The authenticator's count of signatures; 0 where it keeps none.</param>
internal sealed record PasskeyUse(uint Count, DateTimeOffset? Last)
{
    public const string Kind = "passkey-use";

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, PasskeyJson.Default.PasskeyUse);
    public static PasskeyUse Of(ReadOnlySpan<byte> body) => JsonSerializer.Deserialize(body, PasskeyJson.Default.PasskeyUse)!;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PasskeyDocument))]
[JsonSerializable(typeof(PasskeyUse))]
internal sealed partial class PasskeyJson : JsonSerializerContext;
