namespace Tidings.Client.Events;

/// <summary><c>customer.closed</c>: the customer has left the bank, and no text is sent any more. It needs a key of kind live.</summary>
public sealed record CustomerClosed() : EventData("customer.closed")
{
    /// <summary>The bank's id of the customer.</summary>
    public required string Customer { get; init; }
}
