using System.Text.Json.Serialization;
using Tidings.Client.Words;

namespace Tidings.Client.Events;

/// <summary>
/// <c>security.contact.changed</c>: a number or address of the customer was changed. Of a phone number the old and the new one are both told. What is registered changes by
/// <see cref="CustomerUpdated"/> alone.
/// </summary>
public sealed record ContactChanged() : EventData("security.contact.changed")
{
    /// <summary>The bank's id of the customer.</summary>
    public required string Customer { get; init; }

    /// <summary>Which detail.</summary>
    public required ContactDetail Contact { get; init; }

    /// <summary>The number until now, E.164. Null: the registered one.</summary>
    public string? OldPhone { get; init; }

    /// <summary>The number from now on, E.164. Needed where <see cref="Contact"/> is the phone.</summary>
    public string? NewPhone { get; init; }

    /// <summary>How: <c>mobile</c>, <c>web</c>, <c>branch</c>, or a word of the bank's own.</summary>
    public string? Channel { get; init; }

    /// <summary>The device, as the customer knows it; at most 100 characters.</summary>
    public string? Device { get; init; }

    /// <summary>Names the bank's session in which it happened, at most 256 characters: a verification that the event begins is good in it alone.</summary>
    public string? Session { get; init; }
}

/// <summary>What of the ways to reach a customer.</summary>
[JsonConverter(typeof(WordConverter<ContactDetail>))]
public enum ContactDetail
{
    /// <summary>A detail that this version of the client does not know; it is never sent.</summary>
    Unknown,
    /// <summary>The phone number.</summary>
    Phone,
    /// <summary>The e-mail address.</summary>
    Email,
    /// <summary>The postal address.</summary>
    Address,
}
