using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;

namespace Tidings.Storage.Sqlite.Reads;

internal static class LookupReads
{
    const int PageRows = 10_000;

    /// <summary>After which entry of which run a walk goes on.</summary>
    public readonly record struct Place(long Run, LookupRow After);

    public static Place Begin { get; } = Start(0);

    static Place Start(long run) => new(run, new(long.MinValue, new(long.MinValue), -1));

    public static List<LookupRow> Of(Connection connection, long key, MessageId before, int limit)
    {
        var statement = connection.Statement("lookup/find").Bind(1, key).Bind(2, before.Value).Bind(3, limit);
        var found = new List<LookupRow>();
        while (statement.Step())
            found.Add(new LookupRow(key, new MessageId(statement.Long(0)), statement.Int(1)));
        return found;
    }

    /// <summary>The next entries of messages in the range, in those runs that a search reads too. No place to go on: there are no more.</summary>
    public static (List<LookupRow> Rows, Place? Next) Page(Connection connection, Place place, MessageId from, MessageId before)
    {
        var found = new List<LookupRow>();
        if (place.Run == 0)
        {
            if (RunAfter(connection, 0) is not { } first)
                return (found, null);
            place = Start(first);
        }
        var statement = connection.Statement("lookup/of_messages").Bind(1, place.Run).Bind(2, place.After.Key).Bind(3, place.After.Message.Value).Bind(4, place.After.Segment)
            .Bind(5, from.Value).Bind(6, before.Value).Bind(7, PageRows);
        var (read, last) = (0, place.After);
        for (; statement.Step(); read++)
        {
            last = new LookupRow(statement.Long(0), new MessageId(statement.Long(1)), statement.Int(2));
            if (last.Key != LookupKey.Mark)
                found.Add(last);
        }
        if (read == PageRows)
            return (found, new(place.Run, last));
        return (found, RunAfter(connection, place.Run) is { } next ? Start(next) : null);
    }

    static long? RunAfter(Connection connection, long run)
    {
        var statement = connection.Statement("lookup/any_run_after").Bind(1, run);
        long? next = statement.Step() ? statement.Long(0) : null;
        statement.Reset();
        return next;
    }
}
