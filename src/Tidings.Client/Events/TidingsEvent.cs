namespace Tidings.Client.Events;

/// <summary>Something that has happened at the bank: a CloudEvent.</summary>
/// <param name="Source">The system that says it, a URI reference: <c>/bank/core</c>. The node's own sources, <c>tidings:…</c>, are refused.</param>
/// <param name="Id">The event's id at that system, 1 to 256 characters. The pair of source and id is accepted once in 72 hours for each customer: sending it again is always safe.</param>
/// <param name="Data">What has happened.</param>
public sealed record TidingsEvent(string Source, string Id, EventData Data)
{
    /// <summary>When it happened; at most 24 hours ahead of the node's clock. Null: when the node gets it.</summary>
    public DateTimeOffset? Time { get; init; }

    /// <summary>The type alone: everything else may be personal.</summary>
    public override string ToString() => $"{Data?.Type} (redacted)";
}
