namespace Tidings.Server.Track.Retention;

internal static partial class RetentionLog
{
    [LoggerMessage(1960, LogLevel.Information, "Retention: {Texts} texts were purged, and {Facts} was deleted")]
    public static partial void Purged(ILogger log, long texts, string facts);

    [LoggerMessage(1961, LogLevel.Error, "Retention: purging failed and goes on at the next look ({Failure})")]
    public static partial void Failed(ILogger log, string failure);
}
