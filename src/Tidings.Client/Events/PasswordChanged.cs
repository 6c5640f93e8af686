namespace Tidings.Client.Events;

/// <summary><c>security.password.changed</c>: the customer's password or PIN was changed.</summary>
public sealed record PasswordChanged() : EventData("security.password.changed")
{
    /// <summary>The bank's id of the customer.</summary>
    public required string Customer { get; init; }

    /// <summary>How: <c>mobile</c>, <c>web</c>, <c>branch</c>, or a word of the bank's own.</summary>
    public string? Channel { get; init; }

    /// <summary>The device, as the customer knows it; at most 100 characters.</summary>
    public string? Device { get; init; }

    /// <summary>Where, as the customer knows it; at most 100 characters.</summary>
    public string? Place { get; init; }
}
