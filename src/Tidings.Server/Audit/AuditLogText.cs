namespace Tidings.Server.Audit;

internal static partial class AuditLogText
{
    [LoggerMessage(1801, LogLevel.Debug, "The audit log's checkpoint over {Entries} entries is signed")]
    public static partial void Signed(ILogger log, long entries);

    [LoggerMessage(1802, LogLevel.Critical, "The audit log is halted, nothing is signed any more: {Reason}")]
    public static partial void Halted(ILogger log, string reason);

    [LoggerMessage(1803, LogLevel.Warning, "The audit log could not be written and is tried again: {Failure}")]
    public static partial void NotNow(ILogger log, string failure);

    [LoggerMessage(1804, LogLevel.Warning, "Witness {Name} did not cosign: {Answer}")]
    public static partial void NotCosigned(ILogger log, string name, string answer);

    [LoggerMessage(1805, LogLevel.Information, "The audit log is kept from entry {Entry} on: what was before is pruned, since its days were over")]
    public static partial void Pruned(ILogger log, long entry);

    [LoggerMessage(1806, LogLevel.Critical, "The audit log is not pruned, since what would go is not as it was signed: {Reason}")]
    public static partial void NotPruned(ILogger log, string reason);
}
