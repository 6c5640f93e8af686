using System.ComponentModel.DataAnnotations;

namespace Tidings.Server.Partitions;

/// <summary>How customers are spread and how much of their state stays in memory.</summary>
public sealed class PartitionOptions
{
    /// <summary>Number of partitions. Fixed at installation: a later start with another number is refused. Default 64, range 1 to 1024.</summary>
    [Range(1, Placement.MaxPartitions)]
    public int Count { get; set; } = 64;

    /// <summary>How often changed states are written behind, which bounds what a restart replays. Default 60 s, range 1 s to 1 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan SnapshotEvery { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Customers whose state stays in memory, over all partitions; beyond it the longest quiet ones are dropped and read back when they return. Default 300,000, range 1,000 to 100,000,000.</summary>
    [Range(1_000, 100_000_000)]
    public int ResidentCustomers { get; set; } = 300_000;

    /// <summary>
    /// Megabytes that those states may take, over all partitions. A customer with many accounts or events takes more than one with few; beyond it the longest quiet ones are dropped as above. Default 256,
    /// range 16 to 1,000,000.
    /// </summary>
    [Range(16, 1_000_000)]
    public int ResidentMegabytes { get; set; } = 256;

    /// <summary>Events that may wait for one partition; beyond it they are told to come again (<c>busy</c>; a single event 503). Default 4,096, range 16 to 1,000,000.</summary>
    [Range(16, 1_000_000)]
    public int Waiting { get; set; } = 4_096;

    /// <summary>Decisions are committed to in the audit log. Off only with <c>Keys:Seal=false</c>, to measure what both cost; no option of its own.</summary>
    internal bool Audited { get; set; } = true;

    /// <summary>Whether somebody outside is to be told of suppressions and wishes.</summary>
    internal Tell.TellSwitch Tell { get; set; } = new();
}
