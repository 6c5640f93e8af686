namespace Tidings.Server.Partitions;

internal static partial class PartitionLog
{
    [LoggerMessage(1001, LogLevel.Debug, "Partition {Partition} taken under epoch {Epoch}; {Customers} customers replayed")]
    public static partial void Taken(ILogger log, int partition, long epoch, int customers);

    [LoggerMessage(1002, LogLevel.Error, "Partition {Partition}: the store did not take a commit; its owner starts afresh")]
    public static partial void StoreFailed(ILogger log, int partition, Exception failure);

    [LoggerMessage(1003, LogLevel.Error, "Partition {Partition}: deciding failed with {Failure}; its owner starts afresh")]
    public static partial void Broke(ILogger log, int partition, string failure);

    [LoggerMessage(1004, LogLevel.Warning, "Partition {Partition} did not answer a pulse")]
    public static partial void NoPulse(ILogger log, int partition, Exception failure);

    [LoggerMessage(1005, LogLevel.Information, "All {Partitions} partitions are taken")]
    public static partial void AllTaken(ILogger log, int partitions);

    [LoggerMessage(1006, LogLevel.Warning, "A call to partition {Partition} failed; its senders are told to come again")]
    public static partial void CallFailed(ILogger log, int partition, Exception failure);

    [LoggerMessage(1007, LogLevel.Error, "Partition {Partition}: an event of type {Type} could not be decided ({Failure}); it is refused")]
    public static partial void NotDecided(ILogger log, int partition, string type, string failure);

    [LoggerMessage(1008, LogLevel.Critical, "Partition {Partition} stands still: row {Row}, of which its customers' states are made, does not open. Its events are answered 503 until it is mended")]
    public static partial void StandsStill(ILogger log, int partition, string row);
}
