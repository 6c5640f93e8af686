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
    StoreTally kept;
    bool read;
    bool keeps;

    public MessageId Mark { get; private set; }
    public long Before { get; set; }
    public long After { get; set; }
    public long Claims { get; set; }
    long deferred, profiles, accounts, documents, keys, wholeKeys;

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

    /// <summary>A transaction begins: what an earlier one changed and did not write is forgotten.</summary>
    public void Begin()
    {
        if (!read)
        {
            var found = connection.Judge is { KeepsTally: true } judge ? TallyReads.Kept(connection, judge) : null;
            (kept, keeps, read) = (found ?? default, found is not null, true);
        }
        (Mark, Before, After, Claims) = (kept.Mark, kept.Before, kept.After, kept.Claims);
        (deferred, profiles, accounts, documents) = (kept.Deferred, kept.Profiles, kept.Accounts, kept.Documents);
        (keys, wholeKeys) = (kept.Keys, kept.WholeKeys);
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
            Keys = keys, WholeKeys = wholeKeys, Tag = kept.Tag,
        };
        if (now != kept)
            Put(connection.Judge!.Marked(now));
    }

    void Put(in StoreTally row)
    {
        put.Bind(1, row.Audit).Bind(2, row.Mark.Value).Bind(3, row.Before).Bind(4, row.After).Bind(5, row.Deferred).Bind(6, row.Claims)
            .Bind(7, row.Profiles).Bind(8, row.Accounts).Bind(9, row.Documents).Bind(10, row.Keys).Bind(11, row.WholeKeys).Bind(12, row.Tag).Run();
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
}
