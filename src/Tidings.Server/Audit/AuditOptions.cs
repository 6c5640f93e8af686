using System.ComponentModel.DataAnnotations;

namespace Tidings.Server.Audit;

/// <summary>The audit log. Section <c>Audit</c> of the configuration.</summary>
public sealed class AuditOptions
{
    public const string Section = "Audit";

    /// <summary>
    /// The log's name in checkpoints and proofs: like a URL without its scheme, without spaces and plus. Fixed at the first start. Default: made of the signing key.
    /// </summary>
    [RegularExpression(@"[^\s+]{1,200}")]
    public string? Origin { get; set; }

    /// <summary>How often a checkpoint is signed while anything is new. Default 1 min, range 1 s to 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan CheckpointEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Witnesses that are asked to cosign each checkpoint: URL and key (vkey) of each with a space between, a semicolon between two. Default: none.
    /// </summary>
    public string? Witnesses { get; set; }

    /// <summary>
    /// Entries are served to whoever asks, without a key. Default false: they say at which microsecond what kind of thing happened in which partition, and so which customers exist to whoever begins verifications beside.
    /// </summary>
    public bool EntriesToEverybody { get; set; }
}
