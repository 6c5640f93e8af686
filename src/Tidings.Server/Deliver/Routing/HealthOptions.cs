namespace Tidings.Server.Deliver.Routing;

/// <summary>When a carrier counts as ailing in a country: others go first there. Without effect where there is one carrier.</summary>
public sealed class HealthOptions
{
    /// <summary>Over how long receipts are counted. Default 10 min; range 1 min to 1 h.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Fewer final receipts in the window say nothing. Default 50; range 1 to 1,000,000.</summary>
    public int Receipts { get; set; } = 50;

    /// <summary>The part of the final receipts that must say "delivered". Default 0.5; range 0 (never ailing) to 1.</summary>
    public double Delivered { get; set; } = 0.5;
}
