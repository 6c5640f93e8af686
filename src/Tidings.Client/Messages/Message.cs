namespace Tidings.Client.Messages;

/// <summary>All that the node knows of one text. Number and text are masked: seeing them is an act of a person, with a reason.</summary>
public sealed record Message
{
    /// <summary>The message's id.</summary>
    public required string Id { get; init; }

    /// <summary>How far it has come.</summary>
    public required MessageState State { get; init; }

    /// <summary>The same in people's words.</summary>
    public required PeopleStatus Status { get; init; }

    /// <summary>The bank's id of the customer.</summary>
    public required string Customer { get; init; }

    /// <summary>The account that it is about; null: none.</summary>
    public string? Account { get; init; }

    /// <summary>The id of the alert that it comes from.</summary>
    public required string Alert { get; init; }

    /// <summary>What it is for.</summary>
    public required MessageClass Class { get; init; }

    /// <summary>Template, language and version.</summary>
    public required string Template { get; init; }

    /// <summary>The number, masked.</summary>
    public required string To { get; init; }

    /// <summary>The sender that the phone shows.</summary>
    public required string From { get; init; }

    /// <summary>The text, masked. Empty: it was purged.</summary>
    public required string Text { get; init; }

    /// <summary>When it was decided and stored.</summary>
    public required DateTimeOffset StoredAt { get; init; }

    /// <summary>Not to be sent before; null: at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Not to be sent after.</summary>
    public required DateTimeOffset ValidUntil { get; init; }

    /// <summary>When its text was purged; null: it was not.</summary>
    public DateTimeOffset? PurgedAt { get; init; }

    /// <summary>Why it was sent, in the order of deciding.</summary>
    public IReadOnlyList<Reason> Reasons { get => field ?? []; init; }

    /// <summary>Its segments, as far as something is known of them.</summary>
    public IReadOnlyList<Segment> Segments { get => field ?? []; init; }

    /// <summary>What happened to it, the oldest first.</summary>
    public IReadOnlyList<TimelineEntry> Timeline { get => field ?? []; init; }

    /// <summary>The event that it came from.</summary>
    public required EventReference Event { get; init; }

    /// <summary>Id and state alone: the rest is personal.</summary>
    public override string ToString() => $"message {Id} {State} (redacted)";
}

/// <summary>A state in people's words.</summary>
/// <param name="Title">For example "on its way".</param>
/// <param name="Meaning">What it means.</param>
/// <param name="WhatToDo">What the reader can do about it.</param>
public sealed record PeopleStatus(string Title, string Meaning, string WhatToDo);

/// <summary>Why something was decided.</summary>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Text">For people.</param>
public sealed record Reason(string Code, string Text);

/// <summary>One segment of a text.</summary>
/// <param name="Number">From 0.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Reference">The carrier's id of it; null while it has none.</param>
public sealed record Segment(int Number, MessageState State, string? Reference);

/// <summary>One line of what happened to a message.</summary>
/// <param name="At">When.</param>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Segment">From 0; null: the whole message.</param>
/// <param name="Words">For people.</param>
/// <param name="Error">The carrier's own; null: there was none.</param>
public sealed record TimelineEntry(DateTimeOffset At, string Code, int? Segment, string Words, string? Error);

/// <summary>The event that a message came from.</summary>
/// <param name="Source">The system that said it.</param>
/// <param name="Id">Its id at that system.</param>
/// <param name="Type">Its type.</param>
/// <param name="Time">When it happened.</param>
public sealed record EventReference(string Source, string Id, string Type, DateTimeOffset Time);
