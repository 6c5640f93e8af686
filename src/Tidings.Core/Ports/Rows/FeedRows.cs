using Tidings.Core.Messages;

namespace Tidings.Core.Ports.Rows;

/// <summary>What kind of fact somebody outside is to be told of. The numbers are stored.</summary>
public enum FeedKind : byte
{
    /// <summary>What came of handing a segment to the carrier.</summary>
    Submission = 1,
    /// <summary>What the carrier reported of a segment.</summary>
    Receipt,
    /// <summary>A text that is not sent.</summary>
    Suppression,
    /// <summary>The customer's wishes are others.</summary>
    Preferences,
    /// <summary>A customer has written.</summary>
    Reply,
    /// <summary>A verification has ended.</summary>
    Verification = 12,
    /// <summary>A class was paused, or goes on.</summary>
    Class = 13,
    /// <summary>A question about an unusual payment was asked, or has ended.</summary>
    Fraud = 14,
}

/// <summary>Points at a fact that is written in the same unit. It says nothing of its own: who reads it looks the fact up.</summary>
/// <param name="Message">The message; of a suppression, of wishes, of a reply, of a verification or of a question, the event's row; of a class, no message but the version of its document.</param>
/// <param name="Part">The segment, the place of the suppression or question in its row, or the class; 0 otherwise.</param>
/// <param name="At">The fact's time, to the microsecond.</param>
public readonly record struct FeedEntry(FeedKind Kind, MessageId Message, int Part, DateTimeOffset At);

/// <summary>An entry in its place: positions count from 0, without a gap, in the order of the commits.</summary>
public readonly record struct FeedRow(long Position, FeedEntry Entry);

/// <summary>How far a subscription has read: everything below is told, or stands among the <see cref="UntoldRow"/>s.</summary>
public readonly record struct TellCursor(string Subscription, long Position);

/// <summary>An entry that a subscription could not be told yet.</summary>
/// <param name="Since">From when its patience counts: its fact's time, or when it was sent for again.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="Next">When it is tried again. Null: it is not, a dead letter.</param>
/// <param name="Error">Why the last attempt failed, for machines and without anything personal. Null: there was none.</param>
public sealed record UntoldRow(string Subscription, long Position, FeedEntry Entry, DateTimeOffset Since, int Attempts, DateTimeOffset? Next, string? Error);

/// <summary>What changed in telling, in one unit. Written in the order of its members.</summary>
public sealed record TellChange
{
    /// <summary>A subscription that ended: its cursor and all that it was not told go.</summary>
    public string? Forget { get; init; }
    public IReadOnlyList<TellCursor> Cursors { get; init; } = [];
    /// <summary>Added, or replaced where one of that subscription and position stands.</summary>
    public IReadOnlyList<UntoldRow> Untold { get; init; } = [];
    /// <summary>Removed: told at last. By subscription and position.</summary>
    public IReadOnlyList<TellCursor> Told { get; init; } = [];
    /// <summary>Of this many dead letters the newest stay, for each subscription that <see cref="Untold"/> names. 0: all.</summary>
    public int DeadKept { get; init; }
    /// <summary>Entries below may go: nobody reads them any more.</summary>
    public long? FeedLow { get; init; }
}
