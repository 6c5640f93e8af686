namespace Tidings.Client.Events;

/// <summary><c>payment.initiated</c>: a payment was ordered and has not left the account yet.</summary>
public sealed record PaymentInitiated() : EventData("payment.initiated")
{
    /// <summary>The bank's id of the account.</summary>
    public required string Account { get; init; }

    /// <summary>How much, not negative.</summary>
    public required Money Amount { get; init; }

    /// <summary>Who ordered it: only this holder is told. Null: every holder of the account.</summary>
    public string? Customer { get; init; }

    /// <summary>Who is to get the money, as the customer knows the name; at most 140 characters.</summary>
    public string? Counterparty { get; init; }

    /// <summary>How it came: <c>mobile</c>, <c>web</c>, <c>branch</c>, or a word of the bank's own.</summary>
    public string? Channel { get; init; }

    /// <summary>The device, as the customer knows it; at most 100 characters.</summary>
    public string? Device { get; init; }

    /// <summary>The bank's reference; at most 64 characters.</summary>
    public string? Reference { get; init; }

    /// <summary>Names the bank's session in which it happened, at most 256 characters: a verification that the event begins is good in it alone.</summary>
    public string? Session { get; init; }

    /// <summary>Where it happened, in degrees (WGS 84), -90 to 90; with <see cref="Longitude"/>.</summary>
    public double? Latitude { get; init; }

    /// <summary>-180 to 180, east above 0; with <see cref="Latitude"/>.</summary>
    public double? Longitude { get; init; }
}
