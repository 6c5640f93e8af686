using System.ComponentModel.DataAnnotations;

namespace Tidings.Server.Host;

/// <summary>What a node needs to know before anything else. Section <c>Node</c> of the configuration; in the environment <c>TIDINGS_Node__DataDirectory</c>.</summary>
public sealed class NodeOptions
{
    public const string Section = "Node";

    /// <summary>Where the embedded store keeps its files; created where it is missing, owned by one process at a time. Default <c>./data</c>.</summary>
    [Required]
    public string DataDirectory { get; set; } = "data";

    /// <summary>
    /// The embedded store's file grows no further than this, in bytes, and behaves as on a full disk: events are answered 503 until there is room. 0: no limit
    /// but the disk's. Default 0, range 0 to 1 PB.
    /// </summary>
    [Range(0L, 1L << 50)]
    public long MaxStoreBytes { get; set; }

    /// <summary>Port between nodes of a cluster, on loopback while there is one node. 0: any free one. Default 0, range 0 to 65535.</summary>
    [Range(0, 65535)]
    public int SiloPort { get; set; }

    /// <summary>How long a stop waits for what is under way (answers, windows) before it ends all the same. Default 30 s, range 1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan DrainWithin { get; set; } = TimeSpan.FromSeconds(30);
}
