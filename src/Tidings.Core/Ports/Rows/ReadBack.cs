using Tidings.Core.Messages;

namespace Tidings.Core.Ports.Rows;

/// <summary>A customer's snapshot. <see cref="UpTo"/>: the last journal row folded into it.</summary>
public sealed record ProfileRow(int Partition, string Customer, MessageId UpTo, DateTimeOffset? NextDue, ReadOnlyMemory<byte> State);

/// <summary>A customer, and when the next thing falls due for him by his snapshot.</summary>
public readonly record struct DueProfile(DateTimeOffset Due, string Customer);

/// <summary>A journal row with something to send, and what is known of its messages.</summary>
public sealed record DueRow(JournalRow Row, IReadOnlyList<SubmissionRow> Submissions)
{
    /// <summary>Those of the row's messages that wait for their time, in the order of ids: a row may have one that is due and one that is not.</summary>
    public IReadOnlyList<DeferredRow> Deferred { get; init; } = [];
}

/// <summary>A journal row with every fact of its messages, in the order in which they were written.</summary>
public sealed record MessageFacts(JournalRow Row, IReadOnlyList<SubmissionRow> Submissions, IReadOnlyList<ReceiptRow> Receipts);

/// <summary>An entry of the look-up table: customer, number or carrier's reference, hashed, to a message's segment.</summary>
public readonly record struct LookupRow(long Key, MessageId Message, int Segment);

public sealed record AccountRow(string Account, ReadOnlyMemory<byte> Body);

/// <summary>A versioned document: a template, an alert rule, a setting, an API key. Versions start at 1; a deleted one has no body.</summary>
public sealed record DocumentRow(string Kind, string Id, int Version, DateTimeOffset At, ReadOnlyMemory<byte> Body);

/// <summary>The versions of a document up to and including <paramref name="UpTo"/>, to be deleted. Those that are not there are no failure.</summary>
public readonly record struct DocumentRemoval(string Kind, string Id, int UpTo);
