namespace Tidings.Client.Events;

/// <summary>Where a card was used.</summary>
public sealed record Merchant
{
    /// <summary>As the customer knows it, at most 100 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Merchant category code, ISO 18245: four digits.</summary>
    public string? Mcc { get; init; }

    /// <summary>ISO 3166-1 alpha-2. Outside of the bank's home country the payment is abroad.</summary>
    public string? Country { get; init; }

    /// <summary>Nothing of it: it is personal.</summary>
    public override string ToString() => "merchant (redacted)";
}
