namespace Tidings.Server.Track.Replies;

internal static partial class ReplyLog
{
    [LoggerMessage(1930, LogLevel.Error, "{Count} customers' texts could not be recorded ({Failure}); the carrier is told to bring them again")]
    public static partial void NotRecorded(ILogger log, int count, string failure);

    [LoggerMessage(1931, LogLevel.Warning, "{Count} customers' texts were put off: their customers' owner did not take them in time. The carrier is told to bring them again")]
    public static partial void PutOff(ILogger log, int count);

    [LoggerMessage(1932, LogLevel.Warning, "{Count} texts of customers are read without the parts that did not come")]
    public static partial void Unfinished(ILogger log, int count);

    [LoggerMessage(1933, LogLevel.Information, "{Count} parts of customers' texts are in memory again, and wait for the rest")]
    public static partial void PartsRead(ILogger log, int count);

    [LoggerMessage(1934, LogLevel.Error, "That foreign texts came over carrier {Carrier} could not be recorded")]
    public static partial void ForeignNotRecorded(ILogger log, string carrier, Exception failure);

    [LoggerMessage(1935, LogLevel.Error, "A stored part of a customer's text cannot be read and is let go")]
    public static partial void PartUnreadable(ILogger log);

    [LoggerMessage(1936, LogLevel.Warning, "{Count} customers' texts were refused: {Code}. They are counted, and change nothing")]
    public static partial void Refused(ILogger log, int count, string code);
}
