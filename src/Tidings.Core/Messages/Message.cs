using MemoryPack;
using Tidings.Core.Decide.Fraud.Questions;
using Tidings.Core.Customers;
using Tidings.Core.Events;
using Tidings.Core.Verify;

namespace Tidings.Core.Messages;

/// <summary>A text that somebody must get: decided, composed, with its reasons. Its id stands outside (row id + position).</summary>
[MemoryPackable]
public sealed partial record Message
{
    public required string Alert { get; init; }
    public required MessageClass Class { get; init; }
    /// <summary>Template id, language and version that produced the text: <c>card-payment/en/3</c>.</summary>
    public required string Template { get; init; }
    public required Msisdn To { get; init; }
    public required SenderId From { get; init; }
    public required string Text { get; init; }
    /// <summary>How far it may go. Not stored with it: its event says it (<see cref="DecidedEvent.Reach"/>), and whoever reads one back says it of its texts.</summary>
    [MemoryPackIgnore]
    public Reach Reach { get; init; }
    /// <summary>Not to be sent before (quiet hours, schedule). Null: at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }
    /// <summary>Never to be sent after.</summary>
    public required DateTimeOffset ValidUntil { get; init; }
    /// <summary>Why it is sent, for people: <c>alert card-payment: amount 12.30 is at or over 0</c>.</summary>
    public required IReadOnlyList<Reason> Reasons { get; init; }
    public string? Account { get; init; }
    /// <summary>ISO 3166-1 alpha-2: whose law the customer is under, as it was decided by. Null: it was not known, or not written down yet.</summary>
    public string? Country { get; init; }
    /// <summary>Whether it is read or heard. What was written down before there were calls is read.</summary>
    public MessageChannel Channel { get; init; }

    public override string ToString() => $"{Alert} (redacted)";
}

/// <summary>Why something was decided.</summary>
/// <param name="Code">Stable, for machines: <c>quiet-hours</c>, <c>opted-out</c>, <c>below-threshold</c> ...</param>
/// <param name="Text">For people, without personal data beyond what the audit of the message may show.</param>
[MemoryPackable]
public sealed partial record Reason(string Code, string Text);

/// <summary>A text that could have been and was not sent, recorded as carefully as one that was.</summary>
[MemoryPackable]
public sealed partial record Suppression(string Alert, MessageClass Class, Reason Reason);

/// <summary>
/// Texts that were kept for their days and are gone: their messages have an empty <see cref="Message.Text"/>, which no message has otherwise. What the audit log committed to them stands here instead, so that
/// the log can still be held against the store; their salts are zero, so that nobody finds the text by guessing.
/// </summary>
/// <param name="At">When the last of them was purged.</param>
/// <param name="Commitments">32 bytes a message, in their order; zero for those that were not purged.</param>
[MemoryPackable]
public sealed partial record PurgedTexts(DateTimeOffset At, byte[] Commitments);

/// <summary>What is sealed into a journal row: the event's identity and all that was decided of it.</summary>
[MemoryPackable]
public sealed partial record DecidedEvent
{
    public required string Source { get; init; }
    public required string EventId { get; init; }
    public required string Type { get; init; }
    public required DateTimeOffset Time { get; init; }
    public required string Customer { get; init; }
    public required IReadOnlyList<Message> Messages { get; init; }
    public required IReadOnlyList<Suppression> Suppressions { get; init; }
    /// <summary>How far its texts could go. Rows of older versions have none and are live.</summary>
    public Reach Reach { get; init; }
    /// <summary>
    /// The salts of the audit log's commitments: 16 random bytes for each message, then for each suppression. They are here, and only here, so that whoever
    /// cannot read the event any more cannot open its commitments either. Null: it has neither, or was written before there was a log.
    /// </summary>
    public byte[]? Salts { get; init; }
    /// <summary>The customer's text that this row is about. Null: it is about something else.</summary>
    public InboundReply? Reply { get; init; }
    /// <summary>Which of its texts were purged. Null: none was.</summary>
    public PurgedTexts? Purged { get; init; }
    /// <summary>The step of a verification that this row is about. Null: it is about something else.</summary>
    public DecidedVerification? Verification { get; init; }
    /// <summary>The verifications that ended since the bank closed the customer. Null: it is about something else.</summary>
    public IReadOnlyList<DecidedVerification>? Closed { get; init; }
    /// <summary>Questions about unusual payments that were asked by this row, or ended by it. Null: none.</summary>
    public IReadOnlyList<DecidedQuestion>? Questions { get; init; }
}
