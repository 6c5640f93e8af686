namespace Tidings.Storage.Sqlite;

/// <summary>Where and how the embedded store keeps its data. Checked when the store is created.</summary>
public sealed record SqliteStoreOptions
{
    /// <summary>The data directory. Made if absent; held by one process at a time. Must be a local disk: a network file system does not keep SQLite's promises.</summary>
    public required string Directory { get; init; }

    /// <summary>Commit units that may wait before callers wait for room. 64 to 65,536; 4,096 by default.</summary>
    public int QueuedUnits { get; init; } = 4096;

    /// <summary>Rows that go into one transaction at most (one unit is never split). 1 to 1,000,000; 16,384 by default.</summary>
    public int RowsPerTransaction { get; init; } = 16_384;

    /// <summary>Connections that read beside the one that writes. 1 to 64; 4 by default.</summary>
    public int ReadConnections { get; init; } = 4;

    /// <summary>Bytes of pages that the writing connection keeps in memory; each reading one has a quarter of it. 1 MiB to 4 GiB; 16 MiB by default.</summary>
    public long CacheBytes { get; init; } = 16 << 20;

    /// <summary>
    /// Size of the write-ahead log at which it is copied to the file, beside the flow. 1 MiB to 1 GiB; 16 MiB by default. Smaller means
    /// shorter recovery and more copying.
    /// </summary>
    public long CheckpointBytes { get; init; } = 16 << 20;

    /// <summary>The data file grows no further than this, and answers as a full disk does. 0, the default: no limit but the disk's.</summary>
    public long MaxFileBytes { get; init; }

    /// <summary>
    /// The store is looked at beside whoever holds it: the directory is not taken, and nothing in it is written, made or upgraded. Whatever would write is a <see cref="Tidings.Core.Ports.StoreRefusedException"/>.
    /// Default false.
    /// </summary>
    public bool LookOnly { get; init; }

    /// <summary>Look-up entries of deleted rows are looked for when the journal's beginning has moved on by this much: each search reads the whole table once. For tests alone another.</summary>
    internal TimeSpan LookupPurgeEvery { get; init; } = TimeSpan.FromDays(1);

    /// <summary>For tests alone another.</summary>
    internal Func<string, DataFile> OpenDataFile { get; init; } = static path => new(path);

    internal string DataFile => Path.Combine(Directory, "tidings.db");
    internal string LockFile => Path.Combine(Directory, "tidings.lock");
    internal string HolderFile => Path.Combine(Directory, "tidings.pid");

    internal void Check()
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(Directory);
        InRange(QueuedUnits, 64, 65_536, nameof(QueuedUnits));
        InRange(RowsPerTransaction, 1, 1_000_000, nameof(RowsPerTransaction));
        InRange(ReadConnections, 1, 64, nameof(ReadConnections));
        InRange(CacheBytes, 1 << 20, 4L << 30, nameof(CacheBytes));
        InRange(CheckpointBytes, 1 << 20, 1 << 30, nameof(CheckpointBytes));
        ArgumentOutOfRangeException.ThrowIfNegative(MaxFileBytes);
    }

    static void InRange(long value, long low, long high, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, low, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, high, name);
    }
}
