using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Sqlite.Writes;

/// <summary>The tables whose rows are replaced: written unit by unit, so that the later unit has the last word.</summary>
internal sealed class SmallRows(Connection connection)
{
    readonly Statement putDeferred = connection.Statement("journal/put_deferred");
    readonly Statement settleDeferred = connection.Statement("journal/settle_deferred");
    readonly Statement putProfile = connection.Statement("snapshots/put_profile");

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
            PurgedRows.Write(connection, low);
        if (unit.Tell is { } tell)
            TellRows.Write(connection, tell);
    }

    void Deferred(CommitUnit unit)
    {
        for (var i = 0; i < unit.Deferred.Count; i++)
            putDeferred.Bind(1, unit.Deferred[i].Id.Value).Bind(2, unit.Deferred[i].Carrier).Bind(3, unit.Deferred[i].NotBefore).Run();
        for (var i = 0; i < unit.Submissions.Count; i++)
            if (unit.Submissions[i].Settles)
                settleDeferred.Bind(1, unit.Submissions[i].Message.Value).Run();
    }

    void Claims(CommitUnit unit)
    {
        if (unit.Release is { } release)
            connection.Statement("ownership/release_claims").Bind(1, release.Bind).Bind(2, release.UpTo).Run();
        if (unit.Claim is { } claim)
            connection.Statement("ownership/insert_claim").Bind(1, claim.Bind).Bind(2, claim.Sequence).Bind(3, ClaimedSegments.Encode(claim.Segments)).Run();
    }

    void Put(ProfileRow row) =>
        putProfile.Bind(1, row.Partition).Bind(2, row.Customer).Bind(3, row.UpTo.Value)
            .Bind(4, row.NextDue is { } due ? Statement.Microseconds(due) : null).Bind(5, row.State.Span).Run();

    void Marks(CommitUnit unit)
    {
        for (var i = 0; i < unit.Marks.Count; i++)
            connection.Statement("ownership/mark").Bind(1, unit.Marks[i].Partition).Bind(2, unit.Marks[i].SnapshotsUpTo.Value).Run();
        for (var i = 0; i < unit.Sources.Count; i++)
            connection.Statement("ownership/put_source").Bind(1, unit.Sources[i].Source).Bind(2, unit.Sources[i].SourcePartition)
                .Bind(3, unit.Sources[i].Partition).Bind(4, unit.Sources[i].Offset).Run();
        if (unit.DispatchLow is { } low)
            connection.Statement("ownership/put_dispatch_low").Bind(1, low.Carrier).Bind(2, low.Low.Value).Run();
    }

    void Directory(CommitUnit unit)
    {
        for (var i = 0; i < unit.Accounts.Count; i++)
            connection.Statement("directory/put_account").Bind(1, unit.Accounts[i].Account).Bind(2, unit.Accounts[i].Body.Span).Run();
        for (var i = 0; i < unit.Removed.Count; i++)
            connection.Statement("directory/delete_documents").Bind(1, unit.Removed[i].Kind).Bind(2, unit.Removed[i].Id).Bind(3, unit.Removed[i].UpTo).Run();
        for (var i = 0; i < unit.Documents.Count; i++)
            connection.Statement("directory/insert_document").Bind(1, unit.Documents[i].Kind).Bind(2, unit.Documents[i].Id).Bind(3, unit.Documents[i].Version)
                .Bind(4, unit.Documents[i].At).Bind(5, unit.Documents[i].Body.Span).Run();
    }
}
