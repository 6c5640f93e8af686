namespace Tidings.Server.Verify.Guards;

internal static partial class GuardLog
{
    [LoggerMessage(2035, LogLevel.Critical, "No code is judged and none is sent for now: {Why}. Find out who guesses; then let it go on (POST /v1/verification-guards/resume)")]
    public static partial void Tripped(ILogger log, string why);

    [LoggerMessage(2036, LogLevel.Warning, "Codes to {Count} more prefixes of numbers are sent and not typed: somebody may earn by them (GET /v1/verification-guards)")]
    public static partial void Pumped(ILogger log, long count);

    [LoggerMessage(2037, LogLevel.Error, "The watch over verifications failed once, and looks again ({Failure})")]
    public static partial void LookFailed(ILogger log, string failure);

    [LoggerMessage(2038, LogLevel.Warning, "Codes are not judged since {At}, and not until it is resumed or its time is over")]
    public static partial void StillTripped(ILogger log, DateTimeOffset at);

    [LoggerMessage(2039, LogLevel.Warning, "Whether a SIM card was swapped could not be asked ({Failure})")]
    public static partial void SwapUnknown(ILogger log, string failure);
}
