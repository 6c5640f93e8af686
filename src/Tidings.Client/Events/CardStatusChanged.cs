using System.Text.Json.Serialization;
using Tidings.Client.Words;

namespace Tidings.Client.Events;

/// <summary><c>card.status.changed</c>: a card was blocked, unblocked, or otherwise changed. It needs <see cref="Customer"/> or <see cref="Account"/>.</summary>
public sealed record CardStatusChanged() : EventData("card.status.changed")
{
    /// <summary>What the card is now.</summary>
    public required CardStatus Status { get; init; }

    /// <summary>The bank's id of the customer.</summary>
    public string? Customer { get; init; }

    /// <summary>The bank's id of the account. Without <see cref="Customer"/>, every holder is told.</summary>
    public string? Account { get; init; }

    /// <summary>The last four digits of the card. More are refused.</summary>
    public string? CardLast4 { get; init; }

    /// <summary>Why, as the bank says it to the customer; at most 140 characters.</summary>
    public string? Reason { get; init; }
}

/// <summary>What a card is.</summary>
[JsonConverter(typeof(WordConverter<CardStatus>))]
public enum CardStatus
{
    /// <summary>A status that this version of the client does not know; it is never sent.</summary>
    Unknown,
    /// <summary>It cannot be used for now.</summary>
    Blocked,
    /// <summary>It can be used again.</summary>
    Unblocked,
    /// <summary>It was made and is on its way to the customer.</summary>
    Issued,
    /// <summary>It can be used from now on.</summary>
    Activated,
    /// <summary>Its time is over.</summary>
    Expired,
    /// <summary>It is ended for good.</summary>
    Closed,
}
