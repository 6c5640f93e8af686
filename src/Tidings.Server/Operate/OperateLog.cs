namespace Tidings.Server.Operate;

/// <summary>All that this room logs. An exception's message may hold personal data, so only its type and where it came from are written.</summary>
internal static partial class OperateLog
{
    [LoggerMessage(1900, LogLevel.Error, "A request failed unexpectedly: {Type}\n{Stack}")]
    public static partial void Unhandled(ILogger log, string? type, string? stack);

    [LoggerMessage(1901, LogLevel.Error, "The store cannot write: {Type}")]
    public static partial void StoreUnavailable(ILogger log, string type);

    [LoggerMessage(1902, LogLevel.Warning, "The API keys could not be read again: {Type}")]
    public static partial void KeysNotRefreshed(ILogger log, string? type);

    [LoggerMessage(1903, LogLevel.Warning, "The issuer's keys could not be read: {Type}")]
    public static partial void IssuerNotRead(ILogger log, string? type);

    [LoggerMessage(1905, LogLevel.Warning, "Ended sessions and old counts of sign-ins could not be deleted: {Type}")]
    public static partial void RemainsNotRemoved(ILogger log, string? type);

    [LoggerMessage(1904, LogLevel.Error, "A pass that wraps data keys anew ended early, and goes on when it is asked for or at the next start: {Type}")]
    public static partial void KeyPassFailed(ILogger log, string type);

    [LoggerMessage(1906, LogLevel.Warning, "Somebody unknown asked for {Method} {Route} and was refused (401)")]
    public static partial void NotKnown(ILogger log, string method, string route);

    [LoggerMessage(1907, LogLevel.Warning, "{Caller} asked for {Method} {Route}, which he may not (403)")]
    public static partial void NotAllowed(ILogger log, string caller, string method, string route);

    [LoggerMessage(1908, LogLevel.Warning, "A sign-in or an enrolment of the staff was refused")]
    public static partial void SignInRefused(ILogger log);

    [LoggerMessage(1973, LogLevel.Error, "The order {Work} was approved, and the node ended before it was known to be carried out. Look at the keys' status, and order it again where it is not done")]
    public static partial void OrderCutOff(ILogger log, string work);

    /// <summary>How many fields, and not which: a name that the caller made up may be anybody's.</summary>
    [LoggerMessage(1909, LogLevel.Information, "{Caller} was refused {Method} {Route}: {Code}, {Fields} fields are wrong")]
    public static partial void AskedWrongly(ILogger log, string caller, string method, string route, string code, int fields);
}
