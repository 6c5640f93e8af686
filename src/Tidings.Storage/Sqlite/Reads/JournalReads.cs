using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Sqlite.Reads;

internal static class JournalReads
{
    public static List<JournalRow> Page(Connection connection, MessageId after, int? partition, int limit)
    {
        var statement = partition is { } only
            ? connection.Statement("journal/after_in_partition").Bind(3, only)
            : connection.Statement("journal/after");
        statement.Bind(1, after.Value).Bind(2, limit);
        var rows = new List<JournalRow>();
        while (statement.Step())
            rows.Add(Row(statement));
        return rows;
    }

    public static List<MessageFacts> Newest(Connection connection, MessageId from, MessageId before, int limit)
    {
        var statement = connection.Statement("journal/newest").Bind(1, from.Value).Bind(2, before.Value).Bind(3, limit);
        var found = new List<MessageFacts>();
        while (statement.Step())
            found.Add(FactReads.WithFacts(connection, Row(statement)));
        return found;
    }

    /// <summary>The row that has this message; a row without messages is found by its own id.</summary>
    public static JournalRow? Holding(Connection connection, MessageId message)
    {
        var statement = connection.Statement("journal/at_or_before").Bind(1, message.Value);
        if (!statement.Step())
            return null;
        var holds = statement.Long(0) == message.Value || message.Value - statement.Long(0) < statement.Int(2);
        var row = holds ? Row(statement) : null;
        statement.Reset();
        return row;
    }

    public static JournalRow Row(Statement statement) => new()
    {
        Id = new MessageId(statement.Long(0)),
        Partition = statement.Int(1),
        Messages = statement.Int(2),
        Class = statement.Byte(3),
        Carrier = statement.TextOrNull(4),
        Customer = statement.Text(5),
        EventKey = (ulong)statement.Long(6),
        Delta = statement.Blob(7),
        Payload = statement.Blob(8),
    };
}
