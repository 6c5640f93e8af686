namespace Tidings.Client.Events;

/// <summary><c>account.transaction.posted</c>: money came to or left an account, or is reserved to leave it.</summary>
public sealed record TransactionPosted() : EventData("account.transaction.posted")
{
    /// <summary>The bank's id of the account.</summary>
    public required string Account { get; init; }

    /// <summary>What it was.</summary>
    public required TransactionKind Kind { get; init; }

    /// <summary>How much, never negative: kind and <see cref="Credit"/> say the direction.</summary>
    public required Money Amount { get; init; }

    /// <summary>Only this holder is told. Null: every holder of the account.</summary>
    public string? Customer { get; init; }

    /// <summary>True: towards the customer. Needed for a reversal; otherwise the kind says it.</summary>
    public bool? Credit { get; init; }

    /// <summary>What is on the account after it; below zero where it is overdrawn. Null: alerts on the balance are not considered.</summary>
    public Money? Balance { get; init; }

    /// <summary>Reserved, not booked yet: told now, and its booking not again unless the amount has changed.</summary>
    public bool? Pending { get; init; }

    /// <summary>Who sent or received the money, as the customer knows the name; at most 140 characters.</summary>
    public string? Counterparty { get; init; }

    /// <summary>Where a card was used.</summary>
    public Merchant? Merchant { get; init; }

    /// <summary>How it came: <c>pos</c>, <c>online</c>, <c>atm</c>, <c>branch</c>, <c>transfer</c>, <c>mobile</c>, <c>web</c>, or a word of the bank's own.</summary>
    public string? Channel { get; init; }

    /// <summary>Where, as the customer knows it: a town, a branch; at most 100 characters.</summary>
    public string? Place { get; init; }

    /// <summary>The device, as the customer knows it; at most 100 characters.</summary>
    public string? Device { get; init; }

    /// <summary>ISO 20022 external purpose code. <c>SALA</c> makes a deposit a salary.</summary>
    public string? Purpose { get; init; }

    /// <summary>The last four digits of the card. More are refused.</summary>
    public string? CardLast4 { get; init; }

    /// <summary>The bank's reference; the same for a reservation and its booking, so that the booking is not told again. At most 64 characters.</summary>
    public string? Reference { get; init; }

    /// <summary>The bank's id of the terminal or machine where the card was used; at most 64 characters.</summary>
    public string? Terminal { get; init; }

    /// <summary>Where it happened, in degrees (WGS 84), -90 to 90; with <see cref="Longitude"/>.</summary>
    public double? Latitude { get; init; }

    /// <summary>-180 to 180, east above 0; with <see cref="Latitude"/>.</summary>
    public double? Longitude { get; init; }
}
