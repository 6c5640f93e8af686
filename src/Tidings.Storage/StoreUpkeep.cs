namespace Tidings.Storage;

/// <summary>
/// How the store's own work beside the flow goes: what fails there fails nobody who waits, and would otherwise go unseen until the disk is full of log. Thread-safe.
/// </summary>
public sealed class StoreUpkeep
{
    readonly int[] failing = new int[Enum.GetValues<UpkeepWork>().Length];

    /// <summary>Told of each failure, on the thread that met it: be quick. The code is SQLite's extended result code.</summary>
    public event Action<UpkeepWork, int>? Failed;

    /// <summary>Whether the last try of this work failed.</summary>
    public bool IsFailing(UpkeepWork work) => Volatile.Read(ref failing[(int)work]) != 0;

    internal void Fail(UpkeepWork work, int code)
    {
        Volatile.Write(ref failing[(int)work], 1);
        Failed?.Invoke(work, code);
    }

    internal void Succeed(UpkeepWork work) => Volatile.Write(ref failing[(int)work], 0);
}

/// <summary>What a store does beside the flow.</summary>
public enum UpkeepWork
{
    /// <summary>Copying the write-ahead log into the data file. While it fails the log grows.</summary>
    Checkpoint,
    /// <summary>Merging runs of the look-up table. While it fails searches read more runs.</summary>
    LookupMerge,
    /// <summary>Deleting look-ups of rows that are gone. While it fails they take room and find nothing.</summary>
    LookupPurge,
}
