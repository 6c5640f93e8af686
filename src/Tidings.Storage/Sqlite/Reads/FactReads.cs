using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Sqlite.Reads;

internal static class FactReads
{
    public static MessageFacts WithFacts(Connection connection, JournalRow row) =>
        new(row, Submissions(connection, row.Id.Value, row.Messages), Receipts(connection, row.Id.Value, row.Messages));

    public static IReadOnlyList<SubmissionRow> Submissions(Connection connection, long first, int messages)
    {
        var statement = connection.Statement("facts/submissions_of_row").Bind(1, first).Bind(2, first + messages);
        List<SubmissionRow>? found = null;
        while (statement.Step())
            if (TrySubmission(connection, statement, out var row))
                (found ??= []).Add(row);
        return found ?? (IReadOnlyList<SubmissionRow>)[];
    }

    public static IReadOnlyList<MessageId> Unsettled(Connection connection, IReadOnlyList<MessageId> messages) =>
        [.. messages.Where(message => !Submissions(connection, message.Value, 1).Any(static row => row.Settles))];

    public static IReadOnlyList<ReceiptRow> Receipts(Connection connection, long first, int messages)
    {
        var statement = connection.Statement("facts/receipts_of_row").Bind(1, first).Bind(2, first + messages);
        List<ReceiptRow>? found = null;
        while (statement.Step())
            (found ??= []).Add(new(new MessageId(statement.Long(0)), statement.Int(1), statement.Int(2), statement.Time(3), statement.Byte(4), statement.TextOrNull(5)));
        return found ?? (IReadOnlyList<ReceiptRow>)[];
    }

    public static IReadOnlyList<DeferredRow> Deferred(Connection connection, long first, int messages)
    {
        var statement = connection.Statement("journal/deferred_of_row").Bind(1, first).Bind(2, first + messages);
        List<DeferredRow>? found = null;
        while (statement.Step())
            (found ??= []).Add(new(new MessageId(statement.Long(0)), statement.Text(1), statement.Time(2)));
        return found ?? (IReadOnlyList<DeferredRow>)[];
    }

    /// <param name="after">Where the page ends, for the next one to go on from: what is left out counts too.</param>
    public static List<SubmissionRow> WithReference(Connection connection, ref (long Message, int Segment, int Attempt) after, int limit, out bool more)
    {
        var statement = connection.Statement("facts/submissions_with_reference")
            .Bind(1, after.Message).Bind(2, after.Segment).Bind(3, after.Attempt).Bind(4, limit);
        var (found, read) = (new List<SubmissionRow>(), 0);
        for (; statement.Step(); read++)
        {
            after = (statement.Long(0), statement.Int(1), statement.Int(2));
            if (TrySubmission(connection, statement, out var row))
                found.Add(row);
        }
        more = read == limit;
        return found;
    }

    /// <summary>False: it does not count, whatever it says.</summary>
    public static bool TrySubmission(Connection connection, Statement statement, out SubmissionRow row)
    {
        row = new(
            new MessageId(statement.Long(0)), statement.Int(1), statement.Int(2), statement.Time(3), statement.Text(7),
            (SubmissionResult)statement.Byte(4), statement.TextOrNull(8), statement.Int(5), statement.Int(6) != 0) { Tag = statement.Long(9) };
        if (connection.Judge is not { } judge)
            return true;
        if (!judge.Holds(row))
            return false;
        row = row with { Tag = 0 };
        return true;
    }
}
