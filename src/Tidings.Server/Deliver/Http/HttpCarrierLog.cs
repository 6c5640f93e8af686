namespace Tidings.Server.Deliver.Http;

internal static partial class HttpCarrierLog
{
    [LoggerMessage(1990, LogLevel.Error, "Carrier {Carrier}: a request cannot be made ({Failure}); look at the file with its secret. The text waits")]
    public static partial void NotMade(ILogger log, string carrier, string failure);

    [LoggerMessage(1991, LogLevel.Error, "Carrier {Carrier}: a request broke ({Failure}); its text is in doubt")]
    public static partial void Broke(ILogger log, string carrier, string failure);

    [LoggerMessage(1992, LogLevel.Warning, "Carrier {Carrier}: a callback that it did not sign was refused")]
    public static partial void NotGenuine(ILogger log, string carrier);

    [LoggerMessage(1993, LogLevel.Warning, "Carrier {Carrier}: a callback was not understood; nothing is done by it")]
    public static partial void NotUnderstood(ILogger log, string carrier);

    [LoggerMessage(1994, LogLevel.Warning, "Carrier {Carrier}: a customer's text is foreign ({Why}); nothing is done by it")]
    public static partial void IsForeign(ILogger log, string carrier, Track.Foreign why);
}
