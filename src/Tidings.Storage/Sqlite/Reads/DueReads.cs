using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Sqlite.Reads;

/// <summary>What is to be sent: rows with a message that is neither settled nor deferred. A row's messages are bits of one number.</summary>
internal static class DueReads
{
    public static List<DueRow> Due(Connection connection, string carrier, MessageId after, int limit, CancellationToken cancel)
    {
        var statement = connection.Statement("journal/to_send_after").Bind(1, after.Value).Bind(2, carrier);
        var due = new List<DueRow>();
        while (due.Count < limit && statement.Step())
        {
            cancel.ThrowIfCancellationRequested();
            var first = statement.Long(0);
            var messages = statement.Int(2);
            var submissions = FactReads.Submissions(connection, first, messages);
            var all = (1 << messages) - 1;
            var done = Settled(submissions, first);
            if (done == all)
                continue;
            var deferred = FactReads.Deferred(connection, first, messages);
            foreach (var waiting in deferred)
                done |= 1 << (int)(waiting.Id.Value - first);
            if (done != all)
                due.Add(new DueRow(JournalReads.Row(statement), submissions) { Deferred = deferred });
        }
        statement.Reset();
        return due;
    }

    static int Settled(IReadOnlyList<SubmissionRow> submissions, long first)
    {
        var settled = 0;
        for (var i = 0; i < submissions.Count; i++)
            if (submissions[i].Settles)
                settled |= 1 << (int)(submissions[i].Message.Value - first);
        return settled;
    }

    public static List<DueRow> Deferred(Connection connection, string carrier, DateTimeOffset until, int limit)
    {
        var statement = connection.Statement("journal/deferred_until").Bind(1, carrier).Bind(2, until).Bind(3, limit);
        var due = new List<DueRow>();
        var seen = new HashSet<MessageId>();
        while (statement.Step())
        {
            var row = JournalReads.Holding(connection, new MessageId(statement.Long(0)));
            if (row is not null && seen.Add(row.Id))
                due.Add(new DueRow(row, FactReads.Submissions(connection, row.Id.Value, row.Messages))
                {
                    Deferred = FactReads.Deferred(connection, row.Id.Value, row.Messages),
                });
        }
        return due;
    }
}
