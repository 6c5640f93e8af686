namespace Tidings.Core.Events.Camt;

/// <summary>How a bank wants its entries told.</summary>
public sealed record CamtMapping
{
    /// <summary>The <c>source</c> of the events: with the id what is accepted once.</summary>
    public required string Source { get; init; }

    /// <summary>The zone of dates without a distance from UTC: the bank's own.</summary>
    public required TimeZoneInfo Zone { get; init; }

    /// <summary>When the file came: the time of an entry that has no date at all.</summary>
    public required DateTimeOffset Received { get; init; }

    /// <summary>
    /// One event a transaction instead of one an entry. Entries whose transactions do not add up to them (in their currency, with their
    /// direction, all of them there) stay one event: a customer must not be told an amount that was not booked. Default: false.
    /// </summary>
    public bool PerTransaction { get; init; }

    /// <summary>Whether to tell what the bank marks as sent before: <c>DUPL</c>, <c>COPY</c> or <c>CODU</c>. Default: false.</summary>
    public bool TellCopies { get; init; }
}
