namespace Tidings.Server.Verify;

internal static partial class VerifyLog
{
    [LoggerMessage(2020, LogLevel.Error, "Purging {Texts} texts with codes that are over failed ({Failure}); it is tried again")]
    public static partial void NotPurged(ILogger log, long texts, string failure);
}
