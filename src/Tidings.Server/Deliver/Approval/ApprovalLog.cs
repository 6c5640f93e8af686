namespace Tidings.Server.Deliver.Approval;

internal static partial class ApprovalLog
{
    [LoggerMessage(1920, LogLevel.Warning, "Carrier {Carrier} is not used: its settings wait for a second person as proposal {Proposal}. Look at it and approve it: tidings proposals show, tidings proposals approve")]
    public static partial void Waits(ILogger log, string carrier, string proposal);

    [LoggerMessage(1921, LogLevel.Warning, "Carrier {Carrier} is not used: its settings were rejected as proposal {Proposal}. Change them, or start the node again to ask once more")]
    public static partial void Rejected(ILogger log, string carrier, string proposal);

    [LoggerMessage(1922, LogLevel.Information, "Carrier {Carrier} is in force: proposal {Proposal} was approved")]
    public static partial void InForce(ILogger log, string carrier, string proposal);

    [LoggerMessage(1923, LogLevel.Error, "Whether a carrier's settings are in force could not be looked at ({Failure}); it stays as it was, and is looked at again in a moment")]
    public static partial void Failed(ILogger log, string failure);
}
