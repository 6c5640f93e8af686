using System.Diagnostics.CodeAnalysis;

namespace Tidings.Client.Verifications;

/// <summary>What the node said to a code. Let the thing happen where <see cref="Approved"/> is true, and nowhere else.</summary>
public sealed record CheckResult
{
    /// <summary>True: the node answered this very check with its approval. It does so once for each verification at most. Also where the answer was lost it is never guessed.</summary>
    [MemberNotNullWhen(true, nameof(Approval))]
    public bool Approved => Approval is not null;

    /// <summary>What was approved: let happen this, and not what stands somewhere else. Null: nothing.</summary>
    public Approval? Approval { get; internal init; }

    /// <summary>How the verification stands after the check. Where <see cref="AnswerLost"/> is true, as it stood a moment later.</summary>
    public required VerificationStatus Status { get; init; }

    /// <summary>Codes that are still judged; 0 when it is over.</summary>
    public required int TriesLeft { get; init; }

    /// <summary>
    /// True: the answer was lost, the check was not sent again, and <see cref="Status"/> is what the node says of the verification by now. <see cref="VerificationStatus.Pending"/>: the code
    /// was wrong, or did not arrive, or is still on its way. <see cref="VerificationStatus.Approved"/>: a right code came with this purpose, session and payment, perhaps by another check
    /// that ran beside this one. Whoever lets no two checks of a verification run at once, and keeps what each came to, knows that it was his.
    /// </summary>
    public bool AnswerLost { get; init; }

    /// <summary>Status and whether it was approved.</summary>
    public override string ToString() => $"check: {(Approved ? "approved" : "not approved")}, {Status}{(AnswerLost ? ", its answer was lost" : "")}";
}

/// <summary>What a right code has approved: purpose, session and payments as the check named them and the node compared them with those that the code was sent for.</summary>
/// <param name="Purpose">What the code was for.</param>
/// <param name="Session">The session in which it came; null: it was bound to none.</param>
/// <param name="Payments">The payment, or all of the batch in their order. Empty: the purpose binds none.</param>
public sealed record Approval(string Purpose, string? Session, IReadOnlyList<Payment> Payments)
{
    /// <summary>The purpose alone: everything else is personal.</summary>
    public override string ToString() => $"approval for {Purpose} (redacted)";
}
