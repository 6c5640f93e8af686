using System.ComponentModel.DataAnnotations;
using System.Net;
using Microsoft.Extensions.Options;

namespace Tidings.Server.Tell;

/// <summary>Webhooks. Section <c>Webhooks</c> of the configuration.</summary>
public sealed class TellOptions
{
    public const string Section = "Webhooks";

    /// <summary>How long one attempt may take, from the name's resolution to the answer's status. Default 10 s, range 0.1 s to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Pause after the first failure; it doubles with each, with jitter. Default 5 s, range 0.01 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "01:00:00")]
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>No pause is longer. Default 1 h, range 0.01 s to 1 d.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "1.00:00:00")]
    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromHours(1);

    /// <summary>What failed for so long becomes a dead letter. Default 1 d, range 1 s to 7 d.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Attempts at a time to one subscription, each for another customer. Default 8, range 1 to 64.</summary>
    [Range(1, 64)]
    public int Parallel { get; set; } = 8;

    /// <summary>What may wait to go again, by subscription; beyond it nothing new is read for that subscription until there is room. Default 10,000, range 16 to 1,000,000.</summary>
    [Range(16, 1_000_000)]
    public int Waiting { get; set; } = 10_000;

    /// <summary>Dead letters that are kept, by subscription, the newest. Default 10,000, range 1 to 1,000,000.</summary>
    [Range(1, 1_000_000)]
    public int DeadLetters { get; set; } = 10_000;

    /// <summary>How long the secret before the newest still signs. Default 1 d, range 0 to 30 d.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "30.00:00:00")]
    public TimeSpan OldSecretFor { get; set; } = TimeSpan.FromDays(1);

    /// <summary>Networks that receivers may be in although they are private, as <c>10.20.0.0/16</c>. Default: none.</summary>
    public string[]? AllowedNetworks { get; set; }
}

/// <summary>A network that cannot be read would allow nothing, or what nobody meant.</summary>
internal sealed class TellOptionsCheck : IValidateOptions<TellOptions>
{
    public ValidateOptionsResult Validate(string? name, TellOptions options) =>
        (options.AllowedNetworks ?? []).All(static network => IPNetwork.TryParse(network, out _))
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Webhooks:AllowedNetworks is a list of networks, each an address, a slash and the length of its prefix: 10.20.0.0/16.");
}
