using System.Text.Json.Serialization;
using Tidings.Client.Words;

namespace Tidings.Client.Events;

/// <summary>What the node made of one event.</summary>
public sealed record EventResult
{
    /// <summary>The event's id; null where the node could not read one.</summary>
    public string? Id { get; init; }

    /// <summary>The event's source; null where the node could not read one.</summary>
    public string? Source { get; init; }

    /// <summary>What became of it.</summary>
    public EventStatus Status { get; init; }

    /// <summary>The ids of the texts that it yielded. Empty: nobody is texted, or it is no accepted event.</summary>
    public IReadOnlyList<string> Messages { get => field ?? []; init; }

    /// <summary>Why it was refused, at most the first 32; empty otherwise.</summary>
    public IReadOnlyList<FieldError> Errors { get => field ?? []; init; }

    /// <summary>Holders of the account of whom it was refused while others were told. Send it again when that is mended: they are told, and nobody twice.</summary>
    public IReadOnlyList<HolderNotTold> NotTold { get => field ?? []; init; }

    /// <summary>The id of the verification that it began. Null: none.</summary>
    public string? Verification { get; init; }
}

/// <summary>A holder who heard nothing of an event, and why.</summary>
/// <param name="Customer">The bank's id of the customer.</param>
/// <param name="Code">Stable, for programs.</param>
/// <param name="Why">What is wrong, for people.</param>
/// <param name="Fix">What to do.</param>
public sealed record HolderNotTold(string Customer, string Code, string Why, string Fix)
{
    /// <summary>The code alone: the rest is personal.</summary>
    public override string ToString() => $"holder not told: {Code} (redacted)";
}

/// <summary>What became of an event.</summary>
[JsonConverter(typeof(WordConverter<EventStatus>))]
public enum EventStatus
{
    /// <summary>A status that this version of the client does not know.</summary>
    Unknown,
    /// <summary>Decided and on disk.</summary>
    Accepted,
    /// <summary>The same event was accepted before; nobody is told twice.</summary>
    Duplicate,
    /// <summary>Wrong: sending it again unchanged will not help.</summary>
    Refused,
    /// <summary>Not now, also after the client's patience: nothing of it was taken. Send it again later.</summary>
    Busy,
}
