namespace Tidings.Server.Tell;

/// <summary>Of a subscription its id is told, never its address: addresses may hold secrets.</summary>
internal static partial class TellLog
{
    [LoggerMessage(2301, LogLevel.Warning, "The receiver of subscription {Subscription} does not take webhooks ({Error}); new ones wait")]
    public static partial void Down(ILogger log, string subscription, string error);

    [LoggerMessage(2302, LogLevel.Information, "The receiver of subscription {Subscription} takes webhooks again")]
    public static partial void UpAgain(ILogger log, string subscription);

    [LoggerMessage(2303, LogLevel.Warning, "{Letters} webhooks of subscription {Subscription} are dead letters now")]
    public static partial void Dead(ILogger log, string subscription, int letters);

    [LoggerMessage(2304, LogLevel.Error, "Webhooks of subscription {Subscription} pause: {Failure}")]
    public static partial void Paused(ILogger log, string subscription, string failure);

    [LoggerMessage(2305, LogLevel.Error, "The secrets of subscription {Subscription} do not open; it is told nothing")]
    public static partial void NoSecret(ILogger log, string subscription);
}
