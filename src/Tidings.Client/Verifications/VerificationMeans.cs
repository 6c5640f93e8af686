using System.Text.Json.Serialization;
using Tidings.Client.Words;

namespace Tidings.Client.Verifications;

/// <summary>By what a customer proves himself.</summary>
[JsonConverter(typeof(WordConverter<VerificationMeans>))]
public enum VerificationMeans
{
    /// <summary>A means that this version of the client does not know. It cannot be asked for.</summary>
    Unknown,
    /// <summary>A code in a text.</summary>
    Sms,
    /// <summary>The code of an authenticator app that he has enrolled (RFC 6238).</summary>
    Totp,
    /// <summary>A passkey that he has registered on the bank's own pages (WebAuthn).</summary>
    Passkey,
    /// <summary>A code that a call says.</summary>
    Voice,
}

/// <summary>A means as it stands for a purpose and a customer now.</summary>
/// <param name="Means">Which.</param>
/// <param name="Allowed">It is open to him.</param>
/// <param name="Reason">Why it is not, for programs: <c>policy-deny</c>, <c>policy-step-up</c>, <c>not-enrolled</c>, <c>no-number</c>, <c>number-held</c>, <c>guessing</c>, <c>no-caller</c>, <c>land-line</c>, <c>not-of-purpose</c>; newer nodes may have others. Null: it is open.</param>
/// <param name="Why">The same for people; nothing personal. Null: it is open.</param>
public sealed record AllowedMeans(VerificationMeans Means, bool Allowed, string? Reason = null, string? Why = null);
