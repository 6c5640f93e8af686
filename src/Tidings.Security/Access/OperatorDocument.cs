using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tidings.Security.Access;

/// <summary>A person of the bank's staff and the roles given to him. What he signs in with is beside it, so that signing in makes no new version of his roles.</summary>
internal sealed record OperatorDocument(IReadOnlyList<string> Roles, DateTimeOffset Added, string? AddedBy)
{
    public const string Kind = "operator";

    /// <summary>Who he is to the bank's issuer of tokens (<c>sub</c>), so that he is one person whichever way he comes.</summary>
    public string? Subject { get; init; }

    /// <summary>SHA-256 of the code by which he enrols once.</summary>
    public byte[]? Enrolment { get; init; }
    public DateTimeOffset? EnrolBefore { get; init; }
    public DateTimeOffset? Removed { get; init; }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, OperatorJson.Default.OperatorDocument);
    public static OperatorDocument Of(ReadOnlySpan<byte> body) => JsonSerializer.Deserialize(body, OperatorJson.Default.OperatorDocument)!;
}

/// <summary>What an operator signs in with, and how it went.</summary>
internal sealed record OperatorCredentials(byte[] Enrolment, byte[] Secret, byte[] Totp)
{
    public const string Kind = "operator-credentials";

    /// <summary>Those of an operator who has enrolled with a passkey: no secret and no code fit them.</summary>
    public static OperatorCredentials WithoutSecret(byte[] enrolment) => new(enrolment, [], []);

    [JsonIgnore]
    public bool HasSecret => Secret.Length > 0;

    /// <summary>The last interval whose code was taken: no code opens twice.</summary>
    public long LastCounter { get; init; }
    public int WrongCodes { get; init; }
    public DateTimeOffset? LockedUntil { get; init; }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, OperatorJson.Default.OperatorCredentials);
    public static OperatorCredentials Of(ReadOnlySpan<byte> body) => JsonSerializer.Deserialize(body, OperatorJson.Default.OperatorCredentials)!;
}

/// <summary>A session, by the SHA-256 of its token.</summary>
internal sealed record SessionDocument(string Operator, DateTimeOffset Expires)
{
    public const string Kind = "operator-session";

    /// <summary>When he signed in. Null: by an older version, which left it to the row's own time.</summary>
    public DateTimeOffset? Begun { get; init; }

    /// <summary>By which enrolment he signed in: a new one, and a removal, ends the session.</summary>
    public byte[]? Enrolment { get; init; }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, OperatorJson.Default.SessionDocument);
    public static SessionDocument Of(ReadOnlySpan<byte> body) => JsonSerializer.Deserialize(body, OperatorJson.Default.SessionDocument)!;
}

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(OperatorDocument))]
[JsonSerializable(typeof(OperatorCredentials))]
[JsonSerializable(typeof(SessionDocument))]
internal sealed partial class OperatorJson : JsonSerializerContext;
