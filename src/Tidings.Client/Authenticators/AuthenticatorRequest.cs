using System.Text.Json;
using Tidings.Client.Verifications;

namespace Tidings.Client.Authenticators;

/// <summary>What a customer is to enrol.</summary>
public sealed record AuthenticatorRequest
{
    /// <summary>What it is: an authenticator app, the default, or a passkey.</summary>
    public VerificationMeans Means { get; init; } = VerificationMeans.Totp;

    /// <summary>As the app and the list show it, 1 to 64 characters, nothing secret. Null: the node's own word.</summary>
    public string? Name { get; init; }

    /// <summary>Of an app: its hash. Null: SHA-1, which every app has.</summary>
    public TotpAlgorithm? Algorithm { get; init; }

    /// <summary>Of an app: the digits of its code, 6 to 8. Null: 6, which every app shows.</summary>
    public int? Digits { get; init; }

    /// <summary>The means alone: the name may be personal.</summary>
    public override string ToString() => $"enrolment of {Means} (redacted)";
}

/// <summary>An enrolment under way. What an app is to learn no other answer has: show it to the customer alone, and keep it nowhere.</summary>
public sealed record Enrolment
{
    /// <summary>What was enrolled, and is to be confirmed within ten minutes.</summary>
    public required Authenticator Authenticator { get; init; }

    /// <summary>What an app shares, in base 32, for who types it. Null: it is no app.</summary>
    public string? Secret { get; init; }

    /// <summary>The same as apps read it from a QR code: <c>otpauth://totp/…</c>. Null: it is no app.</summary>
    public string? Address { get; init; }

    /// <summary>Of a passkey: what the bank's page gives to <c>navigator.credentials.create()</c>, by <c>PublicKeyCredential.parseCreationOptionsFromJSON</c>. Null: it is none.</summary>
    public JsonElement? Creation { get; init; }

    /// <summary>The id alone: the rest is secret.</summary>
    public override string ToString() => $"enrolment {Authenticator.Id} (redacted)";
}

/// <summary>What became of a confirmation.</summary>
/// <param name="Confirmed">True: it counts from now on.</param>
/// <param name="TriesLeft">Codes that are still looked at. At 0 without a confirmation the enrolment is over.</param>
public sealed record ConfirmResult(bool Confirmed, int TriesLeft);
