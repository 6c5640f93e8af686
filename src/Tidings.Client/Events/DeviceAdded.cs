namespace Tidings.Client.Events;

/// <summary><c>security.device.added</c>: a device was registered for the bank's app.</summary>
public sealed record DeviceAdded() : EventData("security.device.added")
{
    /// <summary>The bank's id of the customer.</summary>
    public required string Customer { get; init; }

    /// <summary>The device, as the customer knows it; at most 100 characters.</summary>
    public string? Device { get; init; }

    /// <summary>How: <c>mobile</c>, <c>web</c>, <c>branch</c>, or a word of the bank's own.</summary>
    public string? Channel { get; init; }

    /// <summary>Where, as the customer knows it; at most 100 characters.</summary>
    public string? Place { get; init; }
}
