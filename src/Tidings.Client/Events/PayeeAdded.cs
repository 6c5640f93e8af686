namespace Tidings.Client.Events;

/// <summary><c>payee.added</c>: somebody was added to those whom the customer can pay.</summary>
public sealed record PayeeAdded() : EventData("payee.added")
{
    /// <summary>The bank's id of the customer.</summary>
    public required string Customer { get; init; }

    /// <summary>The bank's id of the account.</summary>
    public string? Account { get; init; }

    /// <summary>The payee, as the customer knows the name; at most 140 characters.</summary>
    public string? Counterparty { get; init; }

    /// <summary>How it came: <c>mobile</c>, <c>web</c>, <c>branch</c>, or a word of the bank's own.</summary>
    public string? Channel { get; init; }

    /// <summary>The device, as the customer knows it; at most 100 characters.</summary>
    public string? Device { get; init; }
}
