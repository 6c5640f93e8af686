namespace Tidings.Server.Track;

internal static partial class TrackLog
{
    [LoggerMessage(2101, LogLevel.Error, "The look-up index could not be written; it is filled again when the store takes it")]
    public static partial void LookupsFailed(ILogger log, Exception failure);

    [LoggerMessage(2102, LogLevel.Information, "{References} references of carrier {Carrier} are in memory again, to match receipts by")]
    public static partial void ReferencesLoaded(ILogger log, string carrier, int references);
}
