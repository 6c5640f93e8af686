using MemoryPack;
using Tidings.Core.Customers;
using Tidings.Core.Track.Replies;

namespace Tidings.Core.Events;

/// <summary>A text that a customer wrote, as the carrier brought it, with what it was read as. Never printed: it is personal data.</summary>
[MemoryPackable]
public sealed partial record InboundReply
{
    /// <summary>Whole, also where it came in several segments, unless it is <see cref="Incomplete"/>.</summary>
    public required string Text { get; init; }
    /// <summary>The phone that it came from.</summary>
    public required Msisdn From { get; init; }
    /// <summary>The sender or number of ours that it went to.</summary>
    public required string To { get; init; }
    /// <summary>Which carrier brought it.</summary>
    public required string Carrier { get; init; }
    public required ReplyMeaning Meaning { get; init; }
    /// <summary>The id of the bank's own keyword. Null: it is none.</summary>
    public string? Keyword { get; init; }
    /// <summary>The language whose words it was read by. Empty: it was not understood, or the keyword belongs to none.</summary>
    public string Language { get; init; } = "";
    /// <summary>The hash of carrier, addresses, text and the carrier's id: by it a repetition is known.</summary>
    public required ulong Fingerprint { get; init; }
    /// <summary>How long the same fingerprint is a repetition. Zero: the event's id alone tells.</summary>
    public TimeSpan RepeatWithin { get; init; }
    /// <summary>The carrier gave an id or a time of its own, which is part of <see cref="Fingerprint"/>: no other text has the same.</summary>
    [MemoryPackIgnore] public bool HasCarriersId => RepeatWithin == TimeSpan.Zero;
    /// <summary>How many customers with this number it is about.</summary>
    public int Sharers { get; init; } = 1;
    /// <summary>This customer is the one who is answered; another with the same number is told of by the same text.</summary>
    public bool Answered { get; init; } = true;

    /// <summary>The same text before this one was acknowledged over a session that still stands: its carrier has no reason to bring it again. False: it is not known, as after a start.</summary>
    public bool FirstWasTaken { get; init; }

    /// <summary>Parts of it never came, or came after this was read. Three dots stand for them.</summary>
    public bool Incomplete { get; init; }

    public override string ToString() => $"reply {Meaning} (redacted)";
}
