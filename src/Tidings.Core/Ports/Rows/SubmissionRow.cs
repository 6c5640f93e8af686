using Tidings.Core.Messages;

namespace Tidings.Core.Ports.Rows;

/// <summary>What came of one attempt to hand one segment to the carrier. Appended; never changed.</summary>
/// <param name="Segment">From 0; segments of a long text are submitted each.</param>
/// <param name="Attempt">From 1, per segment; a fact of its own each, so that an answer after its time has a number beside its sending's.</param>
/// <param name="Reference">The carrier's message id as it wrote it; null unless accepted.</param>
/// <param name="Status">SMPP command_status; 0 where there was no answer.</param>
/// <param name="Settles">This fact settles the message: nothing of it is due any more.</param>
public readonly record struct SubmissionRow(
    MessageId Message,
    int Segment,
    int Attempt,
    DateTimeOffset At,
    string Bind,
    SubmissionResult Result,
    string? Reference,
    int Status,
    bool Settles)
{
    /// <summary>Put there by whoever seals, on the way into the store, and taken by whoever judges on the way out: nobody else sees it. 0: none.</summary>
    public long Tag { get; init; }
}

public enum SubmissionResult : byte
{
    Accepted = 1,
    /// <summary>Refused for now: it goes again.</summary>
    Retry,
    /// <summary>Refused for good; what that says of the number is in the standard's table.</summary>
    Rejected,
    /// <summary>Its validity ended before it was accepted. Never sent after.</summary>
    Expired,
    /// <summary>Sent, no answer; it goes again, so that the carrier may have it twice.</summary>
    InDoubtAgain,
    /// <summary>Sent, no answer; its class is not repeated.</summary>
    InDoubtDropped,
    /// <summary>Sent without an answer as often as its class allows: it does not go again.</summary>
    InDoubtSpent,
    /// <summary>Claimed by an owner that ended before it wrote what came of it: perhaps sent. It goes again, so that the carrier may have it twice.</summary>
    ClaimedAgain,
    /// <summary>Refused for good by this carrier, which gets it no more: it goes by another.</summary>
    RefusedHere = 10,
    /// <summary>The carrier took it and reported nothing in the time that its class allows: it goes by another carrier too, and may arrive twice.</summary>
    Unreported = 11,
    /// <summary>Its validity ended while its class was paused. Never sent after.</summary>
    ExpiredPaused = 9,
    /// <summary>The customer ended such texts while it waited. Never sent after.</summary>
    Stopped = 12,
    /// <summary>The bank closed the customer while it waited. Never sent after.</summary>
    Closed = 13,
    /// <summary>Refused for good by a carrier that means by this status, other than the standard, that the number is not to be reached.</summary>
    RejectedNumber = 14,
    /// <summary>Refused for good by a carrier that means by this status, other than the standard, nothing against the number.</summary>
    RejectedText = 15,
}

/// <summary>What the carrier reported of a segment.</summary>
/// <param name="Order">The receipt's number in the message's segment, from 0: the same segment may be reported more than once. Where the number is taken
/// already (nobody reads before writing), the store gives the next free one.</param>
/// <param name="State">SMPP message_state (§5.2.28): 1 enroute, 2 delivered, 3 expired, 4 deleted, 5 undeliverable, 6 accepted, 7 unknown, 8 rejected.</param>
/// <param name="Error">The carrier's own error, as it wrote it.</param>
public readonly record struct ReceiptRow(MessageId Message, int Segment, int Order, DateTimeOffset At, byte State, string? Error);

/// <summary>The segments that a bind is about to send: written before the first of them leaves.</summary>
public sealed record ClaimRow(string Bind, long Sequence, IReadOnlyList<ClaimedSegment> Segments)
{
    /// <inheritdoc cref="SubmissionRow.Tag"/>
    public long Tag { get; init; }
}

public readonly record struct ClaimedSegment(MessageId Message, byte Segment);

public readonly record struct ClaimRelease(string Bind, long UpTo);
