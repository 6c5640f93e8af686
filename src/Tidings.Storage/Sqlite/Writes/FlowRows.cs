using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Storage.Sqlite.Reads;

namespace Tidings.Storage.Sqlite.Writes;

/// <summary>The three tables of the flow, appended to: journal, submissions, receipts, each in the order of its key.</summary>
internal sealed class FlowRows(Connection connection, TallyRow tally)
{
    readonly SortedRows<JournalRow> journal = new();
    readonly SortedRows<SubmissionRow> submissions = new();
    readonly SortedRows<ReceiptRow> receipts = new();
    readonly Statement insertJournal = connection.Statement("journal/insert");
    readonly Statement insertSubmission = connection.Statement("facts/insert_submission");
    readonly Statement insertReceipt = connection.Statement("facts/insert_receipt");
    readonly Statement appendReceipt = connection.Statement("facts/append_receipt");

    public void Add(CommitUnit unit)
    {
        for (var i = 0; i < unit.Journal.Count; i++)
            journal.Add(unit.Journal[i].Id.Value, unit.Journal[i]);
        for (var i = 0; i < unit.Submissions.Count; i++)
            submissions.Add(unit.Submissions[i].Message.Value, unit.Submissions[i]);
        for (var i = 0; i < unit.Receipts.Count; i++)
            receipts.Add(unit.Receipts[i].Message.Value, unit.Receipts[i]);
    }

    public void Write()
    {
        journal.Sort();
        for (var i = 0; i < journal.Count; i++)
            Write(journal[i]);
        submissions.Sort();
        for (var i = 0; i < submissions.Count; i++)
        {
            Write(in submissions[i]);
            if (submissions[i].Message.Value < tally.Mark.Value)
                tally.Before++;
            else
                tally.After++;
        }
        receipts.Sort();
        for (var i = 0; i < receipts.Count; i++)
            Write(in receipts[i]);
    }

    void Write(JournalRow row) =>
        insertJournal.Bind(1, row.Id.Value).Bind(2, row.Partition).Bind(3, row.Messages).Bind(4, row.Class).Bind(5, row.Carrier).Bind(6, row.Customer)
            .Bind(7, (long)row.EventKey).Bind(8, row.Delta.Span).Bind(9, row.Payload.Span).Run();

    void Write(in SubmissionRow row)
    {
        try
        {
            Insert(row);
        }
        catch (SqliteException taken) when (taken.SqliteExtendedErrorCode == raw.SQLITE_CONSTRAINT_PRIMARYKEY && connection.Judge is not null && !Stands(row))
        {
            // Under its number stands what nobody of ours wrote and everybody takes for absent: it gives way.
            At("facts/delete_submission", row).Run();
            Insert(row);
        }
    }

    void Insert(in SubmissionRow row) =>
        insertSubmission.Bind(1, row.Message.Value).Bind(2, row.Segment).Bind(3, row.Attempt).Bind(4, row.At).Bind(5, (long)row.Result).Bind(6, row.Status)
            .Bind(7, row.Settles ? 1 : 0).Bind(8, row.Bind).Bind(9, row.Reference).Bind(10, row.Tag == 0 ? (long?)null : row.Tag).Run();

    bool Stands(in SubmissionRow row)
    {
        var standing = At("facts/submission_at", row);
        var stands = standing.Step() && FactReads.TrySubmission(connection, standing, out _);
        standing.Reset();
        return stands;
    }

    Statement At(string name, in SubmissionRow row) => connection.Statement(name).Bind(1, row.Message.Value).Bind(2, row.Segment).Bind(3, row.Attempt);

    void Write(in ReceiptRow row)
    {
        insertReceipt.Bind(1, row.Message.Value).Bind(2, row.Segment).Bind(3, row.Order).Bind(4, row.At).Bind(5, row.State).Bind(6, row.Error).Run();
        if (connection.RowsChanged == 0)
            appendReceipt.Bind(1, row.Message.Value).Bind(2, row.Segment).Bind(3, row.At).Bind(4, row.State).Bind(5, row.Error).Run();
    }

    public void Clear()
    {
        journal.Clear();
        submissions.Clear();
        receipts.Clear();
    }
}
