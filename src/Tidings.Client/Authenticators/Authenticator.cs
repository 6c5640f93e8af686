using System.Text.Json.Serialization;
using Tidings.Client.Verifications;
using Tidings.Client.Words;

namespace Tidings.Client.Authenticators;

/// <summary>What a customer has enrolled to prove himself by; never its secret.</summary>
public sealed record Authenticator
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>What it is.</summary>
    public required VerificationMeans Means { get; init; }

    /// <summary>As the bank named it.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it counts.</summary>
    public required AuthenticatorStatus Status { get; init; }

    /// <summary>When it was enrolled.</summary>
    public required DateTimeOffset AddedAt { get; init; }

    /// <summary>When it was confirmed. Null: it is awaited, ten minutes from <see cref="AddedAt"/>.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>When it last approved something. Null: it has not.</summary>
    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>The hash of an app's codes. Null: it is no app.</summary>
    public TotpAlgorithm? Algorithm { get; init; }

    /// <summary>Digits of an app's code: 6 to 8. Null: it is no app.</summary>
    public int? Digits { get; init; }

    /// <summary>Id and status alone: the name may be personal.</summary>
    public override string ToString() => $"authenticator {Id} {Status} (redacted)";
}

/// <summary>Whether an authenticator counts.</summary>
[JsonConverter(typeof(WordConverter<AuthenticatorStatus>))]
public enum AuthenticatorStatus
{
    /// <summary>A status that this version of the client does not know.</summary>
    Unknown,
    /// <summary>It was enrolled, and is to be confirmed.</summary>
    Pending,
    /// <summary>It proves the customer.</summary>
    Active,
}

/// <summary>The hash that an authenticator app reckons with.</summary>
[JsonConverter(typeof(WordConverter<TotpAlgorithm>))]
public enum TotpAlgorithm
{
    /// <summary>One that this version of the client does not know. It cannot be asked for.</summary>
    Unknown,
    /// <summary>HMAC-SHA-1, which every app has.</summary>
    Sha1,
    /// <summary>HMAC-SHA-256; some apps take SHA-1 whatever they are told.</summary>
    Sha256,
}
