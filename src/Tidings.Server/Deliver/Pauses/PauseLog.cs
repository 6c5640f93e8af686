namespace Tidings.Server.Deliver.Pauses;

internal static partial class PauseLog
{
    [LoggerMessage(1950, LogLevel.Critical, "Class {Class} is paused: {LastMinute} texts were decided in a minute, {Usual} are usual at this hour, more than {Most} pause it. Find out who sends so many; then resume the class (POST /v1/classes/CLASS/resume)")]
    public static partial void Paused(ILogger log, string @class, int lastMinute, int usual, long most);

    [LoggerMessage(1951, LogLevel.Error, "The watch over surges failed once, and looks again ({Failure})")]
    public static partial void LookFailed(ILogger log, string failure);

    [LoggerMessage(1952, LogLevel.Warning, "Classes are paused, and nothing of them leaves until they are resumed: {Classes}")]
    public static partial void StillPaused(ILogger log, string classes);
}
