using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Sqlite.Writes;

/// <summary>The tables whose rows are replaced: written unit by unit, so that the later unit has the last word.</summary>
internal sealed class SmallRows(Connection connection, TallyRow tally)
{
    readonly Statement putDeferred = connection.Statement("journal/put_deferred");
    readonly Statement settleDeferred = connection.Statement("journal/settle_deferred");
    readonly Statement moveDeferred = connection.Statement("journal/move_deferred");
    readonly Statement replaceProfile = connection.Statement("snapshots/replace_profile");
    readonly Statement addProfile = connection.Statement("snapshots/add_profile");

    public void Write(CommitUnit unit)
    {
        Deferred(unit);
        Claims(unit);
        for (var i = 0; i < unit.Profiles.Count; i++)
            Put(unit.Profiles[i]);
        Marks(unit);
        Directory(unit);
        RewrittenRows.Write(connection, unit);
        if (unit.JournalLow is { } low)
            PurgedRows.Write(connection, tally, low);
        // The row that reaches over it stays whole, and so does the newest, which says how long the log is.
        if (unit.AuditLow is { } kept)
            connection.Statement("audit/delete_below").Bind(1, kept).Run();
        if (unit.Tell is { } tell)
            TellRows.Write(connection, tell);
    }

    void Deferred(CommitUnit unit)
    {
        for (var i = 0; i < unit.Deferred.Count; i++)
        {
            Bound(putDeferred, unit.Deferred[i]).Run();
            if (connection.RowsChanged == 0)
                Bound(moveDeferred, unit.Deferred[i]).Run();
            else
                tally.Added(TalliedTable.Deferred, "", "", unit.Deferred[i].Id.Value);
        }
        for (var i = 0; i < unit.Submissions.Count; i++)
            if (unit.Submissions[i].Settles)
            {
                settleDeferred.Bind(1, unit.Submissions[i].Message.Value).Run();
                if (connection.RowsChanged > 0)
                    tally.Gone(TalliedTable.Deferred, "", "", unit.Submissions[i].Message.Value);
            }
    }

    static Statement Bound(Statement statement, in DeferredRow row) => statement.Bind(1, row.Id.Value).Bind(2, row.Carrier).Bind(3, row.NotBefore);

    void Claims(CommitUnit unit)
    {
        if (unit.Release is { } release)
        {
            connection.Statement("ownership/release_claims").Bind(1, release.Bind).Bind(2, release.UpTo).Run();
            tally.Claims -= connection.RowsChanged;
        }
        if (unit.Claim is { } claim)
        {
            connection.Statement("ownership/insert_claim").Bind(1, claim.Bind).Bind(2, claim.Sequence).Bind(3, ClaimedSegments.Encode(claim.Segments)).Bind(4, Tag(claim.Tag)).Run();
            tally.Claims++;
        }
    }

    static long? Tag(long tag) => tag == 0 ? null : tag;

    /// <summary>Most are there: one search. An upsert would not tell which it did.</summary>
    void Put(ProfileRow row)
    {
        Bound(replaceProfile, row).Run();
        if (connection.RowsChanged > 0)
            return;
        Bound(addProfile, row).Run();
        tally.Added(TalliedTable.Profile, row.Customer, "", row.Partition);
    }

    static Statement Bound(Statement statement, ProfileRow row) =>
        statement.Bind(1, row.Partition).Bind(2, row.Customer).Bind(3, row.UpTo.Value).Bind(4, row.NextDue is { } due ? Statement.Microseconds(due) : null).Bind(5, row.State.Span);

    void Put(AccountRow row)
    {
        connection.Statement("directory/replace_account").Bind(1, row.Account).Bind(2, row.Body.Span).Run();
        if (connection.RowsChanged > 0)
            return;
        connection.Statement("directory/add_account").Bind(1, row.Account).Bind(2, row.Body.Span).Run();
        tally.Added(TalliedTable.Account, row.Account, "", 0);
    }

    void Marks(CommitUnit unit)
    {
        ReachRows.Write(connection, tally, unit);
        if (unit.DispatchLow is not { } low)
            return;
        connection.Statement("ownership/put_dispatch_low").Bind(1, low.Carrier).Bind(2, low.Low.Value).Bind(3, Tag(low.Tag)).Run();
        tally.MoveMark(low.Low);
    }

    void Directory(CommitUnit unit)
    {
        for (var i = 0; i < unit.Accounts.Count; i++)
            Put(unit.Accounts[i]);
        for (var i = 0; i < unit.Removed.Count; i++)
        {
            Going(unit.Removed[i]);
            connection.Statement("directory/delete_documents").Bind(1, unit.Removed[i].Kind).Bind(2, unit.Removed[i].Id).Bind(3, unit.Removed[i].UpTo).Run();
        }
        for (var i = 0; i < unit.Documents.Count; i++)
        {
            connection.Statement("directory/insert_document").Bind(1, unit.Documents[i].Kind).Bind(2, unit.Documents[i].Id).Bind(3, unit.Documents[i].Version)
                .Bind(4, unit.Documents[i].At).Bind(5, unit.Documents[i].Body.Span).Run();
            tally.Added(TalliedTable.Document, unit.Documents[i].Id, unit.Documents[i].Kind, unit.Documents[i].Version);
        }
    }

    void Going(in DocumentRemoval removed)
    {
        if (!tally.IsKept)
            return;
        var versions = connection.Statement("tally/versions_up_to").Bind(1, removed.Kind).Bind(2, removed.Id).Bind(3, removed.UpTo);
        while (versions.Step())
            tally.Gone(TalliedTable.Document, removed.Id, removed.Kind, versions.Long(0));
    }
}
