using System.Text.Json;

namespace Tidings.Client.Verifications;

/// <summary>What the customer typed or his passkey signed, and what the bank is about to let happen: not what was asked for in the beginning, so that the node can see whether it is the same.</summary>
public sealed record VerificationCheck
{
    /// <summary>What the customer typed, as he typed it: spaces, hyphens, small letters and the digits of his script do not matter. Null: it is by a passkey.</summary>
    public string? Code { get; init; }

    /// <summary>In place of <see cref="Code"/>, where it is by a passkey: what <c>navigator.credentials.get()</c> gave, by its <c>toJSON()</c>.</summary>
    public JsonElement? Credential { get; init; }

    /// <summary>What is about to happen: it must be the purpose that the code was sent for.</summary>
    public required string Purpose { get; init; }

    /// <summary>The session in which the code came back, where the verification began with one.</summary>
    public string? Session { get; init; }

    /// <summary>The payment as it is about to be made. Another than the one that the code was sent for ends the verification: <see cref="VerificationStatus.Changed"/>.</summary>
    public Payment? Payment { get; init; }

    /// <summary>Likewise all payments of a batch, in the same order.</summary>
    public IReadOnlyList<Payment>? Batch { get; init; }

    /// <summary>The purpose alone: the code is nobody's business, and the rest is personal.</summary>
    public override string ToString() => $"check for {Purpose} (redacted)";
}
