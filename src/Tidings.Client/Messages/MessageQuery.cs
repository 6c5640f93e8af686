namespace Tidings.Client.Messages;

/// <summary>What to search messages by; all that is given must hold. It goes in a body, since addresses are logged.</summary>
public sealed record MessageQuery
{
    /// <summary>The bank's id of the customer.</summary>
    public string? Customer { get; init; }

    /// <summary>The phone number in E.164.</summary>
    public string? Number { get; init; }

    /// <summary>How far they have come.</summary>
    public MessageState? State { get; init; }

    /// <summary>Stored at or after.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Stored before.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>How many the node is asked for at a time: 1 to 200. Null: 50.</summary>
    public int? PageSize { get; init; }

    /// <summary>Nothing of it: it is personal.</summary>
    public override string ToString() => "message query (redacted)";
}
