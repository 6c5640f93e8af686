namespace Tidings.Client.Events;

/// <summary><c>account.balance.reported</c>: what is on an account, as the bank reports it on its own occasion.</summary>
public sealed record BalanceReported() : EventData("account.balance.reported")
{
    /// <summary>The bank's id of the account.</summary>
    public required string Account { get; init; }

    /// <summary>What is on the account; below zero where it is overdrawn.</summary>
    public required Money Balance { get; init; }

    /// <summary>Only this holder is told. Null: every holder of the account.</summary>
    public string? Customer { get; init; }
}
