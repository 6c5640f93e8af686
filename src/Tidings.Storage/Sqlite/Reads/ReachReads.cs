using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Sqlite.Reads;

/// <summary>
/// How far the snapshots of partitions reach, and what ordered sources have brought. What does not hold counts as not there: the journal is then read from its beginning, and what a source brings is looked
/// at again. A mark of before that was put back does the same, and none of them makes anything be passed over; the tally tells of it.
/// </summary>
internal static class ReachReads
{
    public static MessageId UpTo(Connection connection, in PartitionMark mark) => connection.Judge?.Holds(mark) == false ? default : mark.SnapshotsUpTo;

    public static Dictionary<int, MessageId> UpTo(Connection connection) => Partitions(connection).ToDictionary(static mark => mark.Partition, mark => UpTo(connection, mark));

    public static List<PartitionMark> Partitions(Connection connection)
    {
        var statement = connection.Statement("ownership/partitions");
        var found = new List<PartitionMark>();
        while (statement.Step())
            found.Add(new(statement.Int(0), new(statement.Long(1))) { Tag = statement.Long(2) });
        return found;
    }

    public static List<SourceRow> Source(Connection connection, string source) =>
        [.. Read(connection.Statement("ownership/source").Bind(1, source)).Where(row => connection.Judge?.Holds(row) != false).Select(static row => row with { Tag = 0 })];

    /// <summary>Of all sources.</summary>
    public static List<SourceRow> Sources(Connection connection) => Read(connection.Statement("ownership/sources"));

    /// <summary>As it stands under its names, whoever wrote it.</summary>
    public static SourceRow? Standing(Connection connection, in SourceRow row)
    {
        var statement = connection.Statement("ownership/source_at").Bind(1, row.Source).Bind(2, row.SourcePartition).Bind(3, row.Partition);
        SourceRow? found = statement.Step() ? row with { Offset = statement.Long(0), Tag = statement.Long(1) } : null;
        statement.Reset();
        return found;
    }

    /// <inheritdoc cref="Standing(Connection, in SourceRow)"/>
    public static PartitionMark? Standing(Connection connection, in PartitionMark mark)
    {
        var statement = connection.Statement("ownership/reach_at").Bind(1, mark.Partition);
        PartitionMark? found = statement.Step() ? mark with { SnapshotsUpTo = new(statement.Long(0)) } : null;
        statement.Reset();
        return found;
    }

    /// <summary>Whoever judges is asked of each, and tells of those that do not hold.</summary>
    public static void Ask(Connection connection, IStoreJudge judge)
    {
        foreach (var mark in Partitions(connection))
            _ = judge.Holds(mark);
        foreach (var row in Sources(connection))
            _ = judge.Holds(row);
    }

    static List<SourceRow> Read(Statement statement)
    {
        var found = new List<SourceRow>();
        while (statement.Step())
            found.Add(new(statement.Text(0), statement.Int(1), statement.Long(2), statement.Int(3)) { Tag = statement.Long(4) });
        return found;
    }
}
