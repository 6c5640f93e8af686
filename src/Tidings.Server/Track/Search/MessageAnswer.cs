using Tidings.Core.Messages;
using Tidings.Core.Track;

namespace Tidings.Server.Track.Search;

/// <summary>Everything that is known of one message. Number and text are masked: <see cref="RevealEndpoint"/> shows them.</summary>
internal sealed record MessageAnswer(
    string Id,
    MessageState State,
    PeopleStatus Status,
    string Customer,
    string? Account,
    string Alert,
    MessageClass Class,
    string Template,
    string To,
    string From,
    string Text,
    DateTimeOffset StoredAt,
    DateTimeOffset? NotBefore,
    DateTimeOffset ValidUntil,
    IReadOnlyList<Reason> Reasons,
    IReadOnlyList<SegmentTrack> Segments,
    IReadOnlyList<TimelineEntry> Timeline,
    EventReference Event)
{
    /// <summary>When its text was purged, whose days were over: <see cref="Text"/> is empty then. Null: it was not.</summary>
    public DateTimeOffset? PurgedAt { get; init; }
}

/// <summary>The event that a message came from.</summary>
internal sealed record EventReference(string Source, string Id, string Type, DateTimeOffset Time);

/// <summary>A message in a list: without its text and timeline.</summary>
internal sealed record MessageSummary(
    string Id, MessageState State, string Status, string Customer, string Alert, MessageClass Class, string To, DateTimeOffset StoredAt, string? Error);

/// <param name="Next">Give it as <c>cursor</c> for the messages that follow; null: there are no more. A page may be short, or empty, and have more after it.</param>
internal sealed record MessagePage(IReadOnlyList<MessageSummary> Messages, string? Next);

/// <summary>A decided event.</summary>
/// <param name="Kind"><c>live</c>, <c>team</c> or <c>test</c>: of the key that brought it.</param>
internal sealed record EventSummary(
    string Id, EventReference Event, string Customer, DateTimeOffset StoredAt, IReadOnlyList<EventMessage> Messages, IReadOnlyList<EventSuppression> Suppressions,
    string Kind);

internal sealed record EventMessage(string Id, string Alert, MessageClass Class, string Template, IReadOnlyList<Reason> Reasons);

/// <summary>What could have been sent and was not, and why.</summary>
internal sealed record EventSuppression(string Alert, MessageClass Class, string Status, Reason Reason);

/// <param name="Next">As in <see cref="MessagePage"/>.</param>
internal sealed record EventPage(IReadOnlyList<EventSummary> Events, string? Next);
