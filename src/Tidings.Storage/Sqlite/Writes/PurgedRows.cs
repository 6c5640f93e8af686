using Tidings.Core.Messages;
using Tidings.Storage.Sqlite.Reads;

namespace Tidings.Storage.Sqlite.Writes;

/// <summary>
/// Deletes the beginning of the flow's tables. They lie in the order of time, so that whole pages come free, which the right-hand edge takes again: the file does not shrink, and
/// stops growing.
/// </summary>
internal static class PurgedRows
{
    public static void Write(Connection connection, MessageId low)
    {
        if (low.Value <= PurgeReads.Low(connection, PurgeReads.JournalLow))
            return;
        connection.Statement("journal/delete_below").Bind(1, low.Value).Run();
        connection.Statement("journal/delete_deferred_below").Bind(1, low.Value).Run();
        connection.Statement("facts/delete_submissions_below").Bind(1, low.Value).Run();
        connection.Statement("facts/delete_receipts_below").Bind(1, low.Value).Run();
        connection.Statement("installation/write").Bind(1, PurgeReads.JournalLow).Bind(2, low.Value).Run();
    }
}
