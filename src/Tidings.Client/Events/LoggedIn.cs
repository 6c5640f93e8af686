namespace Tidings.Client.Events;

/// <summary><c>security.login</c>: somebody logged in as the customer.</summary>
public sealed record LoggedIn() : EventData("security.login")
{
    /// <summary>The bank's id of the customer.</summary>
    public required string Customer { get; init; }

    /// <summary>How: <c>mobile</c>, <c>web</c>, or a word of the bank's own.</summary>
    public string? Channel { get; init; }

    /// <summary>The device, as the customer knows it; at most 100 characters.</summary>
    public string? Device { get; init; }

    /// <summary>True: the device was not seen before, and the customer is told.</summary>
    public bool? NewDevice { get; init; }

    /// <summary>Where, as the customer knows it; at most 100 characters.</summary>
    public string? Place { get; init; }

    /// <summary>From where: ISO 3166-1 alpha-2.</summary>
    public string? Country { get; init; }

    /// <summary>Names the bank's session in which it happened, at most 256 characters: a verification that the event begins is good in it alone.</summary>
    public string? Session { get; init; }
}
