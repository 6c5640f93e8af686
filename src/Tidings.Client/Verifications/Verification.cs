using System.Text.Json;

namespace Tidings.Client.Verifications;

/// <summary>How a verification stands; never its code. One that nothing was sent for, since nobody has that id or number, looks the same.</summary>
public sealed record Verification
{
    /// <summary>Its id: keep it in the session of the customer, and show it to nobody.</summary>
    public required string Id { get; init; }

    /// <summary>What its code is for.</summary>
    public required string Purpose { get; init; }

    /// <summary>How it stands.</summary>
    public required VerificationStatus Status { get; init; }

    /// <summary>When it began, by the node's clock.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>From then on no code is right. A resend puts it off, to ten minutes after the beginning at most.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Codes that are still judged; 0 when it is over.</summary>
    public required int TriesLeft { get; init; }

    /// <summary>How often another code may still be sent; 0 when it is over.</summary>
    public required int ResendsLeft { get; init; }

    /// <summary>From when on another code may be sent. Null: no other will be.</summary>
    public DateTimeOffset? ResendAt { get; init; }

    /// <summary>By what the customer proves himself: ask him for that.</summary>
    public VerificationMeans Means { get; init; }

    /// <summary>Each means there is, those of the purpose first: whether it was open to him when it began, and why not.</summary>
    public IReadOnlyList<AllowedMeans> Allowed { get => field ?? []; init; }

    /// <summary>
    /// Where it is by a passkey and awaited: what the bank's page gives to <c>navigator.credentials.get()</c>, by <c>PublicKeyCredential.parseRequestOptionsFromJSON</c>. It is bound to session and payment. Null: it is by
    /// another means, or over.
    /// </summary>
    public JsonElement? Passkey { get; init; }

    /// <summary>Id and status.</summary>
    public override string ToString() => $"verification {Id} {Status}";
}
