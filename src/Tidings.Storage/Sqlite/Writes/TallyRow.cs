using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Storage.Sqlite.Reads;

namespace Tidings.Storage.Sqlite.Writes;

/// <summary>
/// The tally of the rows, as the transaction that is being written changes it. It is read once, and then kept in memory: what somebody puts into its row meanwhile is written over and never marked. One
/// that is not there at the first transaction, does not hold or is not as far as the log stays as it is, for whoever looks for what is missing.
/// </summary>
internal sealed class TallyRow(Connection connection)
{
    readonly Statement put = connection.Statement("tally/put");
    StoreTally? kept;
    bool read;
    bool keeps;

    public MessageId Mark { get; private set; }
    public long Before { get; set; }
    public long After { get; set; }
    public long Claims { get; set; }
    long deferred, profiles, accounts, documents, keys, wholeKeys, sources, reach;

    /// <summary>Whether it is kept: where it is not, nobody need look for what a statement deletes.</summary>
    public bool IsKept => keeps;

    /// <summary>A row of this key is there that was not.</summary>
    public void Added(TalliedTable table, string name, string kind, long number) => Change(table, name, kind, number, 1);

    /// <summary>It is there no more.</summary>
    public void Gone(TalliedTable table, string name, string kind, long number) => Change(table, name, kind, number, -1);

    void Change(TalliedTable table, string name, string kind, long number, int by)
    {
        if (!keeps)
            return;
        var key = unchecked(by * connection.Judge!.KeyOf(table, name, kind, number));
        if (table is TalliedTable.Deferred or TalliedTable.Document)
            keys = unchecked(keys + key);
        else
            wholeKeys = unchecked(wholeKeys + key);
        _ = table switch
        {
            TalliedTable.Deferred => deferred += by,
            TalliedTable.Document => documents += by,
            TalliedTable.Profile => profiles += by,
            _ => accounts += by,
        };
    }

    /// <summary>A source's row or a partition's mark says something else than before.</summary>
    /// <param name="by">The number of what it says now (<see cref="IStoreJudge.NumberOf(in SourceRow)"/>), less that of what it said.</param>
    /// <param name="rows">Rows of sources that there are more.</param>
    public void Reached(long by, int rows) => (reach, sources) = (unchecked(reach + by), sources + rows);

    /// <summary>A transaction begins: what an earlier one changed and did not write is forgotten.</summary>
    public void Begin()
    {
        if (!read)
        {
            kept = connection.Judge is { KeepsTally: true } judge ? TallyReads.Kept(connection, judge) : null;
            read = true;
        }
        keeps = kept is not null;
        From(kept ?? default);
    }

    /// <summary>This transaction's begins with what was found, whatever was kept.</summary>
    public void BeginAnew(in TallyRead found)
    {
        if (connection.Judge is not { KeepsTally: true })
            throw new InvalidOperationException("No tally is kept.");
        keeps = true;
        From(found.Found);
        // Submissions were counted on both sides of the mark that was kept.
        Mark = found.Kept?.Mark ?? default;
        MoveMark(found.Found.Mark);
    }

    void From(in StoreTally tally)
    {
        (Mark, Before, After, Claims) = (tally.Mark, tally.Before, tally.After, tally.Claims);
        (deferred, profiles, accounts, documents) = (tally.Deferred, tally.Profiles, tally.Accounts, tally.Documents);
        (keys, wholeKeys, sources, reach) = (tally.Keys, tally.WholeKeys, tally.Sources, tally.Reach);
    }

    /// <summary>Each submission is counted once more, when the mark passes it. Where a clock was put back the mark may fall: then they pass it the other way.</summary>
    public void MoveMark(MessageId low)
    {
        if (!keeps)
            return;
        var passed = low.Value >= Mark.Value ? TallyReads.Between(connection, Mark, low) : -TallyReads.Between(connection, low, Mark);
        (Mark, Before, After) = (low, Before + passed, After - passed);
    }

    /// <summary>Into the transaction, after all else of it.</summary>
    public void Write()
    {
        if (!keeps)
            return;
        var now = new StoreTally
        {
            Audit = AuditReads.Size(connection), Mark = Mark, Before = Before, After = After, Claims = Claims, Deferred = deferred, Profiles = profiles, Accounts = accounts, Documents = documents,
            Keys = keys, WholeKeys = wholeKeys, Sources = sources, Reach = reach, Tag = kept?.Tag ?? 0,
        };
        if (now != kept)
            Put(connection.Judge!.Marked(now));
    }

    void Put(in StoreTally row)
    {
        put.Bind(1, row.Audit).Bind(2, row.Mark.Value).Bind(3, row.Before).Bind(4, row.After).Bind(5, row.Deferred).Bind(6, row.Claims)
            .Bind(7, row.Profiles).Bind(8, row.Accounts).Bind(9, row.Documents).Bind(10, row.Keys).Bind(11, row.WholeKeys)
            .Bind(12, row.Sources).Bind(13, row.Reach).Bind(14, row.Tag).Run();
        written = row;
    }

    StoreTally? written;

    /// <summary>The transaction is durable.</summary>
    public void Committed()
    {
        kept = written ?? kept;
        written = null;
    }

    /// <summary>It is not.</summary>
    public void Clear() => written = null;

    /// <summary>Counts what is there, and marks that and what so far bears no mark, in one transaction.</summary>
    public void Start()
    {
        var judge = connection.Judge ?? throw new InvalidOperationException("Nobody judges.");
        connection.Execute("BEGIN IMMEDIATE");
        var mark = default(MessageId);
        foreach (var low in TallyReads.Marks(connection))
        {
            connection.Statement("tally/tag_mark").Bind(1, low.Carrier).Bind(2, judge.Marked(low).Tag).Run();
            mark = new(Math.Max(mark.Value, low.Low.Value));
        }
        foreach (var claim in TallyReads.Claims(connection))
            connection.Statement("tally/tag_claim").Bind(1, claim.Bind).Bind(2, claim.Sequence).Bind(3, judge.Marked(claim).Tag).Run();
        Put(judge.Marked(TallyReads.Count(connection, mark, whole: true)));
        connection.Execute("COMMIT");
        written = null;
        read = false;
    }

    /// <summary>Counts sources and marks of partitions into it, in one transaction, whatever it says of them.</summary>
    public void TakeReach()
    {
        var judge = connection.Judge ?? throw new InvalidOperationException("Nobody judges.");
        connection.Execute("BEGIN IMMEDIATE");
        if (TallyReads.Kept(connection, judge) is { } found)
            Put(judge.Marked(TallyReads.WithReach(connection, found)));
        connection.Execute("COMMIT");
        written = null;
        read = false;
    }
}
