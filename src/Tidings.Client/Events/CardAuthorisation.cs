using System.Text.Json.Serialization;
using Tidings.Client.Words;

namespace Tidings.Client.Events;

/// <summary>
/// <c>card.authorisation</c>: a card was used, and the use was approved or declined. An approved one is told as a card payment, and its later booking is then not told again. It
/// needs <see cref="Customer"/> or <see cref="Account"/>.
/// </summary>
public sealed record CardAuthorisation() : EventData("card.authorisation")
{
    /// <summary>Whether it was approved.</summary>
    public required AuthorisationStatus Status { get; init; }

    /// <summary>How much, not negative.</summary>
    public required Money Amount { get; init; }

    /// <summary>The bank's id of the customer.</summary>
    public string? Customer { get; init; }

    /// <summary>The bank's id of the account. Without <see cref="Customer"/>, every holder is told.</summary>
    public string? Account { get; init; }

    /// <summary>The last four digits of the card. More are refused.</summary>
    public string? CardLast4 { get; init; }

    /// <summary>What is on the account after it. Null: alerts on the balance are not considered.</summary>
    public Money? Balance { get; init; }

    /// <summary>Where the card was used.</summary>
    public Merchant? Merchant { get; init; }

    /// <summary>How it came: <c>pos</c>, <c>online</c>, <c>atm</c>, or a word of the bank's own.</summary>
    public string? Channel { get; init; }

    /// <summary>Where, as the customer knows it; at most 100 characters.</summary>
    public string? Place { get; init; }

    /// <summary>Why it was declined, as the bank says it to the customer; at most 140 characters.</summary>
    public string? Reason { get; init; }

    /// <summary>The bank's reference; the same for the later booking, so that it is not told again. At most 64 characters.</summary>
    public string? Reference { get; init; }

    /// <summary>The bank's id of the terminal or machine where the card was used; at most 64 characters.</summary>
    public string? Terminal { get; init; }

    /// <summary>Where it happened, in degrees (WGS 84), -90 to 90; with <see cref="Longitude"/>.</summary>
    public double? Latitude { get; init; }

    /// <summary>-180 to 180, east above 0; with <see cref="Latitude"/>.</summary>
    public double? Longitude { get; init; }
}

/// <summary>What became of a card's use.</summary>
[JsonConverter(typeof(WordConverter<AuthorisationStatus>))]
public enum AuthorisationStatus
{
    /// <summary>A status that this version of the client does not know; it is never sent.</summary>
    Unknown,
    /// <summary>The payment goes through.</summary>
    Approved,
    /// <summary>The payment was refused.</summary>
    Declined,
}
