using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Sqlite.Reads;

/// <summary>What is to be sent: rows with a message that is neither settled nor deferred. A row's messages are bits of one number.</summary>
internal static class DueReads
{
    public static List<DueRow> Due(Connection connection, string carrier, MessageId after, int limit, CancellationToken cancel)
    {
        // Journal and settling facts lie in the same order: after a restart most rows are settled, and one walk beside them costs less than a search each.
        var rows = connection.Statement("journal/to_send_after").Bind(1, after.Value).Bind(2, carrier);
        var settled = new Walk(connection, connection.Statement("facts/settled_after").Bind(1, after.Value));
        var due = new List<DueRow>();
        while (due.Count < limit && rows.Step())
        {
            cancel.ThrowIfCancellationRequested();
            var first = rows.Long(0);
            var messages = rows.Int(2);
            var all = (1 << messages) - 1;
            var done = settled.Among(first, messages);
            if (done == all)
                continue;
            var deferred = FactReads.Deferred(connection, first, messages);
            foreach (var waiting in deferred)
                done |= 1 << (int)(waiting.Id.Value - first);
            if (done != all)
                due.Add(new DueRow(JournalReads.Row(rows), FactReads.Submissions(connection, first, messages)) { Deferred = deferred });
        }
        rows.Reset();
        settled.End();
        return due;
    }

    public static List<DueRow> Deferred(Connection connection, string carrier, DeferredRow after, DateTimeOffset until, int limit)
    {
        var statement = connection.Statement("journal/deferred_until").Bind(1, carrier).Bind(2, until).Bind(3, limit)
            .Bind(4, after.NotBefore).Bind(5, after.Id.Value);
        var due = new List<DueRow>();
        while (statement.Step())
        {
            var waiting = new DeferredRow(new MessageId(statement.Long(0)), carrier, statement.Time(1));
            if (JournalReads.Holding(connection, waiting.Id) is { } row)
                due.Add(new DueRow(row, FactReads.Submissions(connection, row.Id.Value, row.Messages)) { Deferred = [waiting] });
        }
        return due;
    }

    /// <summary>Ids in ascending order, read only as far as they are asked for.</summary>
    sealed class Walk
    {
        readonly Connection connection;
        readonly Statement ids;
        bool more;

        public Walk(Connection connection, Statement ids)
        {
            this.connection = connection;
            this.ids = ids;
            more = ids.Step();
        }

        /// <summary>The bits of those from <paramref name="first"/> on that the walk meets. Each call asks above the one before.</summary>
        public int Among(long first, int count)
        {
            var bits = 0;
            for (; more && ids.Long(0) < first + count; more = ids.Step())
                if (ids.Long(0) >= first && (connection.Judge is null || FactReads.TrySubmission(connection, ids, out _)))
                    bits |= 1 << (int)(ids.Long(0) - first);
            return bits;
        }

        public void End() => ids.Reset();
    }
}
