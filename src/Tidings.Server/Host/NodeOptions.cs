using System.ComponentModel.DataAnnotations;

namespace Tidings.Server.Host;

/// <summary>What a node needs to know before anything else. Section <c>Node</c> of the configuration; in the environment <c>TIDINGS_Node__DataDirectory</c>.</summary>
public sealed class NodeOptions
{
    public const string Section = "Node";

    /// <summary>Where the embedded store keeps its files; created where it is missing, owned by one process at a time. Default <c>./data</c>.</summary>
    [Required]
    public string DataDirectory { get; set; } = "data";

    /// <summary>Port between nodes of a cluster, on loopback while there is one node. 0: any free one. Default 0, range 0 to 65535.</summary>
    [Range(0, 65535)]
    public int SiloPort { get; set; }

    /// <summary>How long a stop waits for what is under way (answers, windows) before it ends all the same. Default 30 s, range 1 s to 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan DrainWithin { get; set; } = TimeSpan.FromSeconds(30);
}
