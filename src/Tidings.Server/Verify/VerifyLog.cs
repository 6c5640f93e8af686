namespace Tidings.Server.Verify;

internal static partial class VerifyLog
{
    [LoggerMessage(2020, LogLevel.Error, "Purging {Texts} texts with codes that are over failed ({Failure}); it is tried again")]
    public static partial void NotPurged(ILogger log, long texts, string failure);

    [LoggerMessage(2030, LogLevel.Warning, "Counting verifications failed ({Failure}); what is missing is read from the journal")]
    public static partial void NotCounted(ILogger log, string failure);
}
