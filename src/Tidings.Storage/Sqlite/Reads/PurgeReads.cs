using Tidings.Core.Messages;

namespace Tidings.Storage.Sqlite.Reads;

/// <summary>What may be deleted, and up to where it was.</summary>
internal static class PurgeReads
{
    /// <summary>Names in the table <c>installation</c>.</summary>
    public const string JournalLow = "journal_low", LookupLow = "lookup_low";

    public static MessageId End(Connection connection, MessageId below, int rows)
    {
        var reach = ReachReads.UpTo(connection);
        var statement = connection.Statement("journal/oldest_below").Bind(1, below.Value).Bind(2, rows);
        var end = 0L;
        while (statement.Step() && statement.Long(0) <= reach.GetValueOrDefault(statement.Int(2)).Value)
            end = statement.Long(0) + Math.Max(1, statement.Int(1));
        statement.Reset();
        return new(Math.Min(end, below.Value));
    }

    /// <returns>0: nothing was deleted.</returns>
    public static long Low(Connection connection, string name)
    {
        var statement = connection.Statement("installation/read").Bind(1, name);
        var low = statement.Step() ? statement.Long(0) : 0;
        statement.Reset();
        return low;
    }
}
