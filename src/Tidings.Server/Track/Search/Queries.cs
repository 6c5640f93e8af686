using Tidings.Core.Messages;

namespace Tidings.Server.Track.Search;

/// <summary>What to search messages by; all that is given must hold. In a body and not in the address, since addresses are logged.</summary>
internal sealed record MessageQuery
{
    /// <summary>The bank's customer id.</summary>
    public string? Customer { get; init; }
    /// <summary>A phone number in E.164, with or without the plus.</summary>
    public string? Number { get; init; }
    public MessageState? State { get; init; }
    /// <summary>Stored at or after.</summary>
    public DateTimeOffset? From { get; init; }
    /// <summary>Stored before.</summary>
    public DateTimeOffset? To { get; init; }
    /// <summary><c>next</c> of the page before.</summary>
    public string? Cursor { get; init; }
    /// <summary>1 to 200; 50 unless given.</summary>
    public int? Limit { get; init; }

    public override string ToString() => "message query (redacted)";
}

/// <summary>What to search decided events by.</summary>
internal sealed record EventQuery
{
    public string? Customer { get; init; }
    /// <summary>The event's source.</summary>
    public string? Source { get; init; }
    /// <summary>The event's id.</summary>
    public string? EventId { get; init; }
    /// <summary>Only events that suppressed something.</summary>
    public bool Suppressed { get; init; }
    public DateTimeOffset? From { get; init; }
    public DateTimeOffset? To { get; init; }
    public string? Cursor { get; init; }
    /// <summary>1 to 200; 50 unless given.</summary>
    public int? Limit { get; init; }

    public override string ToString() => "event query (redacted)";
}
