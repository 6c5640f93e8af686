namespace Tidings.Server.Host;

internal static partial class HostLog
{
    [LoggerMessage(1101, LogLevel.Information, "The first API key is in {Path}; take it away and delete the file")]
    public static partial void FirstKey(ILogger log, string path);

    [LoggerMessage(1102, LogLevel.Information, "The first operator enrols by the code in {Path}, within three days; take it away and delete the file")]
    public static partial void FirstOperator(ILogger log, string path);

    [LoggerMessage(1120, LogLevel.Critical, "Decoy {Number} was opened: somebody reads the store who is no part of the flow")]
    public static partial void DecoyOpened(ILogger log, int number);

    [LoggerMessage(1121, LogLevel.Critical, "Row {Row} of {Table} does not open: it was changed, moved, or its key is another one. It is left out")]
    public static partial void RowRefused(ILogger log, string table, string row);

    [LoggerMessage(1122, LogLevel.Critical, "Rows are missing from the store, or were put there: {What}. Texts without an answer of a carrier count as perhaps sent")]
    public static partial void RowsMissing(ILogger logger, string what);

    [LoggerMessage(1970, LogLevel.Critical, "Document {Row} is not in the store any more: somebody took it away. It stays in force where this node has seen it; otherwise no older version counts")]
    public static partial void DocumentGone(ILogger log, string row);

    [LoggerMessage(1971, LogLevel.Critical, "Document {Row} is not what the audit log commits to: somebody put it there or changed it. It is not in force")]
    public static partial void DocumentNotCommittedTo(ILogger log, string row);
}
