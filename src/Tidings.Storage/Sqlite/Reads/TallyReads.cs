using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Sqlite.Reads;

/// <summary>The tally as it stands, and what there is to compare it with.</summary>
internal static class TallyReads
{
    /// <summary>Null: there is none, it does not hold, or the log is not as far as it says: then one of the two was put back.</summary>
    public static StoreTally? Kept(Connection connection, IStoreJudge judge) =>
        Row(connection) is { } row && judge.Holds(row) && row.Audit == AuditReads.Size(connection) ? row : null;

    static StoreTally? Row(Connection connection)
    {
        var statement = connection.Statement("tally/read");
        if (!statement.Step())
            return null;
        var row = new StoreTally
        {
            Audit = statement.Long(0), Mark = new(statement.Long(1)), Before = statement.Long(2), After = statement.Long(3), Deferred = statement.Long(4),
            Claims = statement.Long(5), Profiles = statement.Long(6), Accounts = statement.Long(7), Documents = statement.Long(8), Keys = statement.Long(9), WholeKeys = statement.Long(10),
            Sources = statement.Long(11), Reach = statement.Long(12), Tag = statement.Long(13),
        };
        statement.Reset();
        return row;
    }

    public static TallyRead Compared(Connection connection, IStoreJudge judge, bool whole)
    {
        ReachReads.Ask(connection, judge);
        var kept = Kept(connection, judge);
        var marks = Marks(connection).Where(judge.IsOurs).ToList();
        var found = Count(connection, kept?.Mark ?? default, whole) with { Mark = marks.Count == 0 ? default : marks.Max(static low => low.Low) };
        // Before they are counted into it there is nothing to miss.
        return new(kept, judge.TalliesReach ? found : found with { Sources = kept?.Sources ?? 0, Reach = kept?.Reach ?? 0 });
    }

    static bool IsOurs(this IStoreJudge judge, DispatchLow low) => judge.Holds(low);

    /// <summary>Of submissions and claims those that hold: one that somebody put there stands for none that is gone.</summary>
    public static StoreTally Count(Connection connection, MessageId mark, bool whole)
    {
        var judge = connection.Judge!;
        var (deferred, documents) = (Keys(connection, "tally/deferred", TalliedTable.Deferred), Keys(connection, "tally/documents", TalliedTable.Document));
        var profiles = whole ? Keys(connection, "tally/profiles", TalliedTable.Profile) : default;
        var accounts = whole ? Keys(connection, "tally/accounts", TalliedTable.Account) : default;
        return WithReach(connection, new()
        {
            Audit = AuditReads.Size(connection),
            Mark = mark,
            Before = whole ? Submissions(connection, default, mark) : 0,
            After = Submissions(connection, mark, new(long.MaxValue)),
            Deferred = deferred.Count,
            Claims = Claims(connection).Count(claim => !judge.KeepsTally || judge.Holds(claim)),
            Profiles = profiles.Count,
            Accounts = accounts.Count,
            Documents = documents.Count,
            Keys = unchecked(deferred.Keys + documents.Keys),
            WholeKeys = unchecked(profiles.Keys + accounts.Keys),
        });
    }

    /// <summary>As they stand, also what does not hold: of that somebody tells who reads it.</summary>
    public static StoreTally WithReach(Connection connection, StoreTally tally)
    {
        var judge = connection.Judge!;
        var reach = 0L;
        foreach (var mark in ReachReads.Partitions(connection))
            reach = unchecked(reach + judge.NumberOf(mark));
        var sources = ReachReads.Sources(connection);
        foreach (var row in sources)
            reach = unchecked(reach + judge.NumberOf(row));
        return tally with { Sources = sources.Count, Reach = reach };
    }

    /// <summary>The statement reads of each row its name, its kind and its number.</summary>
    static (long Count, long Keys) Keys(Connection connection, string name, TalliedTable table)
    {
        var statement = connection.Statement(name);
        var (count, keys) = (0L, 0L);
        for (; statement.Step(); count++)
            keys = unchecked(keys + connection.Judge!.KeyOf(table, statement.Text(0), statement.Text(1), statement.Long(2)));
        return (count, keys);
    }

    /// <summary>However they came there.</summary>
    public static long Between(Connection connection, MessageId from, MessageId to)
    {
        var statement = connection.Statement("tally/submissions_between").Bind(1, from.Value).Bind(2, to.Value);
        statement.Step();
        var count = statement.Long(0);
        statement.Reset();
        return count;
    }

    static long Submissions(Connection connection, MessageId from, MessageId to)
    {
        var statement = connection.Statement("tally/submissions_from").Bind(1, from.Value).Bind(2, to.Value);
        var count = 0L;
        while (statement.Step())
            if (FactReads.TrySubmission(connection, statement, out _))
                count++;
        return count;
    }

    public static List<DispatchLow> Marks(Connection connection)
    {
        var statement = connection.Statement("tally/marks");
        var found = new List<DispatchLow>();
        while (statement.Step())
            found.Add(new(statement.Text(0), new(statement.Long(1))) { Tag = statement.Long(2) });
        return found;
    }

    public static List<ClaimRow> Claims(Connection connection)
    {
        var statement = connection.Statement("tally/claims");
        var found = new List<ClaimRow>();
        while (statement.Step())
            found.Add(new(statement.Text(0), statement.Long(1), ClaimedSegments.Decode(statement.Blob(2))) { Tag = statement.Long(3) });
        return found;
    }
}
