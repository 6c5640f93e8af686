using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Sqlite.Reads;

internal static class FeedReads
{
    public static List<FeedRow> Page(Connection connection, long from, int limit)
    {
        var statement = connection.Statement("feed/from").Bind(1, from);
        var rows = new List<FeedRow>();
        while (rows.Count < limit && statement.Step())
        {
            var (first, body) = (statement.Long(0), statement.Blob(2));
            for (var i = 0; i < body.Length / FeedBytes.Length && rows.Count < limit; i++)
                if (first + i >= from)
                    rows.Add(new(first + i, FeedBytes.Read(body.AsSpan(i * FeedBytes.Length))));
        }
        statement.Reset();
        return rows;
    }

    public static long End(Connection connection)
    {
        var statement = connection.Statement("feed/end");
        if (!statement.Step())
            return 0;
        var end = statement.Long(0);
        statement.Reset();
        return end;
    }

    public static List<TellCursor> Cursors(Connection connection)
    {
        var statement = connection.Statement("feed/cursors");
        var found = new List<TellCursor>();
        while (statement.Step())
            found.Add(new(statement.Text(0), statement.Long(1)));
        return found;
    }

    public static List<UntoldRow> Untold(Connection connection, string subscription, bool dead, long after, int limit)
    {
        var statement = connection.Statement(dead ? "feed/dead" : "feed/waiting").Bind(1, subscription).Bind(2, after).Bind(3, limit);
        var found = new List<UntoldRow>();
        while (statement.Step())
            found.Add(new(
                subscription, statement.Long(0), new((FeedKind)statement.Byte(1), new MessageId(statement.Long(2)), statement.Int(3), statement.Time(4)),
                statement.Time(5), statement.Int(6), statement.TimeOrNull(7), statement.TextOrNull(8)));
        return found;
    }
}
