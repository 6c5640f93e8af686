namespace Tidings.Server.Decide.Fraud;

internal static partial class FraudLog
{
    [LoggerMessage(2055, LogLevel.Warning, "What is known of terminals, merchants, payees and devices could not be written down ({Failure}); it is tried again, and is read back from the journal until then")]
    public static partial void NotSaved(ILogger logger, string failure);
}
