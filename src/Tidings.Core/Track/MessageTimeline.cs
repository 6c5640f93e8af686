using Tidings.Core.Deliver;
using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Core.Track;

/// <summary>What happened to one message, and what state that makes: computed from its facts, stored nowhere.</summary>
public sealed record MessageTimeline(MessageState State, PeopleStatus Status, IReadOnlyList<SegmentTrack> Segments, IReadOnlyList<TimelineEntry> Entries)
{
    /// <param name="facts">The row with the message, and its facts in the order in which they were written (those of its row's other messages are passed over).</param>
    /// <param name="now">A message that never left and whose validity is over reads as expired, also before delivery has said so.</param>
    public static MessageTimeline Of(MessageFacts facts, MessageId id, Message message, DateTimeOffset now)
    {
        var start = message.NotBefore > now ? MessageState.Deferred : MessageState.Queued;
        var segments = new SortedDictionary<int, SegmentTrack>();
        var entries = new List<TimelineEntry> { TimelineEntry.Stored(id, message) };
        var complete = false;

        foreach (var row in facts.Submissions)
        {
            if (row.Message != id)
                continue;
            complete |= row.Settles;
            Advance(segments, row.Segment, start, TrackFacts.Of(row), row.Reference);
            entries.Add(TimelineEntry.Of(row));
        }
        foreach (var row in facts.Receipts)
        {
            if (row.Message != id)
                continue;
            Advance(segments, row.Segment, start, TrackFacts.Of(row), null);
            entries.Add(TimelineEntry.Of(row));
        }

        var state = Together(segments, start, complete);
        if (state is MessageState.Queued or MessageState.Deferred && !complete && Validity.IsOver(message.ValidUntil, now))
            state = MessageState.Expired;
        return new(state, PeopleStatus.Of(state), [.. segments.Values], [.. entries.OrderBy(static e => e.At)]);
    }

    static void Advance(SortedDictionary<int, SegmentTrack> segments, int number, MessageState start, TrackFact fact, string? reference)
    {
        var segment = segments.TryGetValue(number, out var found) ? found : new SegmentTrack(number, start, null);
        segments[number] = segment with { State = StateTable.Next(segment.State, fact), Reference = reference ?? segment.Reference };
    }

    /// <summary>Until a fact settles the message, segments without facts may exist: the message is no further than its start.</summary>
    static MessageState Together(SortedDictionary<int, SegmentTrack> segments, MessageState start, bool complete)
    {
        Span<MessageState> states = stackalloc MessageState[segments.Count + 1];
        var count = 0;
        foreach (var segment in segments.Values)
            states[count++] = segment.State;
        if (!complete)
            states[count++] = count > 1 ? MessageState.Queued : start;
        return StateTable.Together(states[..count]);
    }
}

/// <param name="Number">From 0.</param>
/// <param name="Reference">The carrier's message id as it wrote it; null while it has none.</param>
public sealed record SegmentTrack(int Number, MessageState State, string? Reference);
