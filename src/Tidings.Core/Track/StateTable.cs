using Tidings.Core.Messages;
using static Tidings.Core.Messages.MessageState;

namespace Tidings.Core.Track;

/// <summary>
/// A segment's state after a fact: the whole machine. A receipt that says how it ended beats one that says it is under way, in whatever order
/// they came; "delivered" beats every other end, since a phone that has the text has it. docs/flow.md shows this same table.
/// </summary>
public static class StateTable
{
    //  columns: Accepted, Retry, Unreachable, Refused, OutOfTime, InDoubtAgain, InDoubtDropped,
    //           then receipts: UnderWay, Trouble, Delivered, Expired, Undeliverable, Refused
    static readonly (MessageState From, MessageState[] To)[] Rows =
    [
        (Queued, [Sent, Queued, PermanentFailure, TechnicalFailure, Expired, Queued, InDoubt,
            Sent, TemporaryFailure, Delivered, Expired, PermanentFailure, TechnicalFailure]),
        (MessageState.Deferred, [Sent, Queued, PermanentFailure, TechnicalFailure, Expired, Queued, InDoubt,
            Sent, TemporaryFailure, Delivered, Expired, PermanentFailure, TechnicalFailure]),
        (Sent, [Sent, Sent, Sent, Sent, Sent, Sent, Sent,
            Sent, TemporaryFailure, Delivered, Expired, PermanentFailure, TechnicalFailure]),
        (TemporaryFailure, [TemporaryFailure, TemporaryFailure, TemporaryFailure, TemporaryFailure, TemporaryFailure, TemporaryFailure, TemporaryFailure,
            Sent, TemporaryFailure, Delivered, Expired, PermanentFailure, TechnicalFailure]),
        (InDoubt, [Sent, InDoubt, InDoubt, InDoubt, InDoubt, InDoubt, InDoubt,
            Sent, TemporaryFailure, Delivered, Expired, PermanentFailure, TechnicalFailure]),
        (Delivered, [Delivered, Delivered, Delivered, Delivered, Delivered, Delivered, Delivered,
            Delivered, Delivered, Delivered, Delivered, Delivered, Delivered]),
        (PermanentFailure, [PermanentFailure, PermanentFailure, PermanentFailure, PermanentFailure, PermanentFailure, PermanentFailure, PermanentFailure,
            PermanentFailure, PermanentFailure, Delivered, PermanentFailure, PermanentFailure, PermanentFailure]),
        (TechnicalFailure, [TechnicalFailure, TechnicalFailure, TechnicalFailure, TechnicalFailure, TechnicalFailure, TechnicalFailure, TechnicalFailure,
            TechnicalFailure, TechnicalFailure, Delivered, TechnicalFailure, TechnicalFailure, TechnicalFailure]),
        (Expired, [Expired, Expired, Expired, Expired, Expired, Expired, Expired,
            Expired, Expired, Delivered, Expired, Expired, Expired]),
    ];

    /// <summary>A message of several segments is in the first of these states that any of its segments is in.</summary>
    static readonly MessageState[] Precedence =
        [PermanentFailure, TechnicalFailure, InDoubt, Expired, MessageState.Deferred, Queued, TemporaryFailure, Sent, Delivered];

    static readonly MessageState[][] Index = BuildIndex();

    public static IReadOnlyList<MessageState> States { get; } = [.. Rows.Select(static r => r.From)];
    public static IReadOnlyList<MessageState> Weakest => Precedence;

    public static MessageState Next(MessageState from, TrackFact fact) => Index[(int)from][(int)fact];

    public static MessageState Together(ReadOnlySpan<MessageState> segments)
    {
        foreach (var state in Precedence)
            if (segments.Contains(state))
                return state;
        throw new ArgumentException("A message has a segment.", nameof(segments));
    }

    static MessageState[][] BuildIndex()
    {
        var index = new MessageState[Rows.Length + 1][];
        foreach (var (from, to) in Rows)
            index[(int)from] = to;
        return index;
    }
}
