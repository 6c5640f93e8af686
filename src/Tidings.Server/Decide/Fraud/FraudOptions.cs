using System.ComponentModel.DataAnnotations;

namespace Tidings.Server.Decide.Fraud;

/// <summary>How what is known of terminals, merchants, payees and devices is kept. Section <c>Fraud</c>.</summary>
public sealed class FraudOptions
{
    public const string Section = "Fraud";

    /// <summary>It is written down so often; what came since is read back from the journal at a start. 5 seconds to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan SaveEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The most terminals, merchants, payees and devices that are remembered; those that nobody has paid at for longest are forgotten first. About 1 KB each. 1,000 to 10,000,000.</summary>
    [Range(1_000, 10_000_000)]
    public int MostCounterparties { get; set; } = 500_000;
}
