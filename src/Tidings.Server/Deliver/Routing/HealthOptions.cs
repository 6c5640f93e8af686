namespace Tidings.Server.Deliver.Routing;

/// <summary>
/// When a carrier counts as ailing in a country, or as slow: others go first there. Without effect where there is one carrier, and of a carrier that is not asked for receipts of how texts ended, or whose callbacks
/// are not believed.
/// </summary>
public sealed class HealthOptions
{
    /// <summary>Over how long receipts are counted. Default 10 min; range 1 min to 1 h.</summary>
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Fewer final receipts in the window, or texts that should have one, say nothing. Default 50; range 1 to 1,000,000.</summary>
    public int Receipts { get; set; } = 50;

    /// <summary>The part of the final receipts that must say "delivered". Default 0.5; range 0 (never ailing) to 1.</summary>
    public double Delivered { get; set; } = 0.5;

    /// <summary>How old a text is that should have a final receipt, whatever it says. Default 5 min; range 1 s to 1 h.</summary>
    public TimeSpan ReceiptWithin { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The part of the texts that must have one by then; phones that are off have theirs later. Default 0.5; range 0 (never ailing for silence) to 1.</summary>
    public double Reported { get; set; } = 0.5;

    /// <summary>So many times the median time to a receipt of the quickest other one is slow. Default 4; 0 (never slow), or 1.5 to 100.</summary>
    public double Slower { get; set; } = 4;

    /// <summary>A median time below this is not slow, whatever others need. Default 30 s; range 0 to 1 h.</summary>
    public TimeSpan SlowFrom { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Of the texts that another carrier gets for such a reason, one in so many tries the one that they would have gone by; codes and fraud alerts never. Default 50; range 0 (none) to 10,000.</summary>
    public int Trial { get; set; } = 50;
}
