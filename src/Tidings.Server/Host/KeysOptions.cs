using System.ComponentModel.DataAnnotations;
using Tidings.Security.Keys;

namespace Tidings.Server.Host;

/// <summary>How data is sealed before it is stored. Section <c>Keys</c> of the configuration.</summary>
public sealed class KeysOptions
{
    public const string Section = "Keys";

    /// <summary>
    /// How long a key is used after it was unwrapped; the installation's few keys are unwrapped anew from half of it on, so that a key provider may be away for the other half without anybody
    /// noticing. Default 4 h, range 1 min to 7 days.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan Lifetime { get; set; } = KeyLimits.Default.Lifetime;

    /// <summary>Customers and accounts whose keys are kept in memory, some 400 bytes each. Default 300,000, range 10,000 to 100,000,000.</summary>
    [Range(10_000, 100_000_000)]
    public int Subjects { get; set; } = KeyLimits.Default.Subjects;

    /// <summary>
    /// False stores everything in clear and commits to nothing in the audit log, to measure what both cost: refused unless the environment variable <c>TIDINGS_BENCH</c> is 1 and the host's environment is not Production. Default true.
    /// </summary>
    public bool Seal { get; set; } = true;
}
