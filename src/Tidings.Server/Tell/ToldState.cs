using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;

namespace Tidings.Server.Tell;

/// <summary>What one fact made of its message, whatever came after it: the state with the facts up to this one, where it is told under another name than the state before it.</summary>
internal static class ToldState
{
    /// <summary>Null: nothing that is told.</summary>
    public static (string Event, MessageTimeline Timeline)? Of(MessageFacts facts, MessageId id, Message message, FeedEntry entry)
    {
        var after = Timeline(facts, id, message, entry, inclusive: true);
        var told = EventOf(after.State);
        return told is null || told == EventOf(Timeline(facts, id, message, entry, inclusive: false).State) ? null : (told, after);
    }

    // A message's own time stands for now: whether its validity is over since then is delivery's to say, by a fact.
    static MessageTimeline Timeline(MessageFacts facts, MessageId id, Message message, FeedEntry entry, bool inclusive) => MessageTimeline.Of(
        facts with
        {
            Submissions = [.. facts.Submissions.Where(row => Counts(new(FeedKind.Submission, row.Message, row.Segment, row.At), entry, inclusive))],
            Receipts = [.. facts.Receipts.Where(row => Counts(new(FeedKind.Receipt, row.Message, row.Segment, row.At), entry, inclusive))],
        },
        id, message, id.At);

    /// <summary>Facts stand in the order of their times; those of one moment, submissions first, then by segment.</summary>
    static bool Counts(in FeedEntry fact, in FeedEntry entry, bool inclusive)
    {
        var order = (fact.At, fact.Kind, fact.Part).CompareTo((entry.At, entry.Kind, entry.Part));
        return order < 0 || (inclusive && order == 0);
    }

    /// <summary>What is under way with the carrier is told once, as accepted, whatever it reports on the way.</summary>
    static string? EventOf(MessageState state) => state switch
    {
        MessageState.Sent or MessageState.TemporaryFailure => TellEvents.Accepted,
        MessageState.Delivered => TellEvents.Delivered,
        MessageState.PermanentFailure or MessageState.TechnicalFailure or MessageState.InDoubt => TellEvents.Failed,
        MessageState.Expired => TellEvents.Expired,
        MessageState.Queued or MessageState.Deferred => null,
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };
}
