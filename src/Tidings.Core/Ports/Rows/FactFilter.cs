using Tidings.Core.Messages;

namespace Tidings.Core.Ports.Rows;

/// <summary>
/// Which messages are worth reading, by their facts alone: those of which a segment has one of these submissions or receipts, and those that nothing has settled. What the facts mean is known to whoever chose them.
/// </summary>
public sealed record FactFilter
{
    /// <summary>Submissions with one of these results.</summary>
    public IReadOnlySet<SubmissionResult> Results { get; init; } = new HashSet<SubmissionResult>();

    /// <summary>Receipts with one of these states.</summary>
    public IReadOnlySet<byte> Receipts { get; init; } = new HashSet<byte>();

    /// <summary>A segment that has a receipt with one of these does not count, whatever else it has.</summary>
    public IReadOnlySet<byte> Unless { get; init; } = new HashSet<byte>();

    /// <summary>Also messages of this carrier's outbox that no fact has settled, deferred ones among them. Null: those have no part in it.</summary>
    public string? OpenAt { get; init; }
}

/// <summary>Messages that a <see cref="FactFilter"/> finds, newest first.</summary>
/// <param name="Next">All from here on were looked at: go on below. Null: there are no more.</param>
public sealed record FilteredMessages(IReadOnlyList<MessageId> Messages, MessageId? Next);
