namespace Tidings.Client.Events;

/// <summary><c>account.overdrawn</c>: the account went below zero.</summary>
public sealed record AccountOverdrawn() : EventData("account.overdrawn")
{
    /// <summary>The bank's id of the account.</summary>
    public required string Account { get; init; }

    /// <summary>What is on the account: below zero.</summary>
    public required Money Balance { get; init; }

    /// <summary>Only this holder is told. Null: every holder of the account.</summary>
    public string? Customer { get; init; }

    /// <summary>How far the account may be overdrawn, not negative.</summary>
    public Money? Limit { get; init; }
}
