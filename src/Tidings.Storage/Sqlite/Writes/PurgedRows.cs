using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Storage.Sqlite.Reads;

namespace Tidings.Storage.Sqlite.Writes;

/// <summary>
/// Deletes the beginning of the flow's tables. They lie in the order of time, so that whole pages come free, which the right-hand edge takes again: the file does not shrink, and
/// stops growing.
/// </summary>
internal static class PurgedRows
{
    public static void Write(Connection connection, TallyRow tally, MessageId low)
    {
        if (low.Value <= PurgeReads.Low(connection, PurgeReads.JournalLow))
            return;
        connection.Statement("journal/delete_below").Bind(1, low.Value).Run();
        if (tally.IsKept)
        {
            var waiting = connection.Statement("tally/deferred_below").Bind(1, low.Value);
            while (waiting.Step())
                tally.Gone(TalliedTable.Deferred, "", "", waiting.Long(0));
        }
        connection.Statement("journal/delete_deferred_below").Bind(1, low.Value).Run();
        // Nothing is purged beyond the mark; where somebody does, each is taken from its own count.
        connection.Statement("facts/delete_submissions_below").Bind(1, Math.Min(low.Value, tally.Mark.Value)).Run();
        tally.Before -= connection.RowsChanged;
        if (low.Value > tally.Mark.Value)
        {
            connection.Statement("facts/delete_submissions_below").Bind(1, low.Value).Run();
            tally.After -= connection.RowsChanged;
        }
        connection.Statement("facts/delete_receipts_below").Bind(1, low.Value).Run();
        connection.Statement("installation/write").Bind(1, PurgeReads.JournalLow).Bind(2, low.Value).Run();
    }
}
