using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Messages;
using Tidings.Core.Verify;

namespace Tidings.Core.Events;

/// <summary>What became of one event at the door.</summary>
/// <param name="Messages">The messages it yielded (for a duplicate: empty).</param>
/// <param name="Errors">Why it was refused; empty otherwise.</param>
public sealed record EventOutcome(EventStatus Status, IReadOnlyList<MessageId> Messages, IReadOnlyList<FieldError> Errors)
{
    /// <summary>
    /// Holders of the account of whom the event was refused while others' parts were taken. Sending it again when that is mended tells them, and nobody twice.
    /// </summary>
    public IReadOnlyList<HolderNotTold> NotTold { get; init; } = [];

    /// <summary>Nobody was told, because it happened too long ago.</summary>
    public bool TooOld { get; init; }

    /// <summary>Of a step of a verification: what came of it. Null: it is something else, or was not decided.</summary>
    public VerificationAnswer? Verification { get; init; }

    /// <summary>Of a payment of which it was asked: what is to be done about it. Null: it was not asked, or fraud is not sought.</summary>
    public PaymentAdvice? Advice { get; init; }

    /// <summary>The id of the verification that the event began. Null: none.</summary>
    public string? Begun { get; init; }

    public static EventOutcome Duplicate { get; } = new(EventStatus.Duplicate, [], []);
    /// <summary>Accepted; nobody is texted.</summary>
    public static EventOutcome AcceptedSilently { get; } = new(EventStatus.Accepted, [], []);
    public static EventOutcome AcceptedTooOld { get; } = new(EventStatus.Accepted, [], []) { TooOld = true };
    public static EventOutcome Busy { get; } = new(EventStatus.Busy, [], []);
    public static EventOutcome Refused(params IReadOnlyList<FieldError> errors) => new(EventStatus.Refused, [], errors);
}

/// <summary>A holder who heard nothing of an event on an account of his, and why.</summary>
public sealed record HolderNotTold(string Customer, FieldError Error)
{
    public override string ToString() => $"holder not told: {Error.Code} (redacted)";
}

public enum EventStatus : byte
{
    /// <summary>Durable and decided.</summary>
    Accepted = 1,
    /// <summary>The same (source, id) was accepted before.</summary>
    Duplicate,
    /// <summary>Wrong: sending it again unchanged will not help.</summary>
    Refused,
    /// <summary>Not now: nothing was written; send it again after a moment (429 or 503 with Retry-After).</summary>
    Busy,
}
