using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Storage.Sqlite.Reads;

namespace Tidings.Storage.Sqlite.Writes;

/// <summary>How far the snapshots of partitions reach, and what ordered sources have brought, each with its mark. The tally has what stood under its name taken off, whether or not that holds: what is forged is missed in it for good.</summary>
internal static class ReachRows
{
    public static void Write(Connection connection, TallyRow tally, CommitUnit unit)
    {
        for (var i = 0; i < unit.Marks.Count; i++)
            Move(connection, tally, unit.Marks[i]);
        for (var i = 0; i < unit.Sources.Count; i++)
            Move(connection, tally, unit.Sources[i]);
    }

    static void Move(Connection connection, TallyRow tally, in PartitionMark mark)
    {
        if (tally.IsKept && ReachReads.Standing(connection, mark) is { } standing)
            tally.Reached(connection.Judge!.NumberOf(mark) - connection.Judge.NumberOf(standing), rows: 0);
        Put(connection, mark);
    }

    /// <summary>They only rise; one that does not hold gives way.</summary>
    static void Move(Connection connection, TallyRow tally, in SourceRow row)
    {
        var standing = ReachReads.Standing(connection, row);
        if (standing is { } ours && ours.Offset >= row.Offset && connection.Judge?.Holds(ours) != false)
            return;
        if (tally.IsKept)
            tally.Reached(connection.Judge!.NumberOf(row) - (standing is { } before ? connection.Judge.NumberOf(before) : 0), rows: standing is null ? 1 : 0);
        Put(connection, row);
    }

    static void Put(Connection connection, in PartitionMark mark) =>
        connection.Statement("ownership/mark").Bind(1, mark.Partition).Bind(2, mark.SnapshotsUpTo.Value)
            .Bind(3, connection.Judge is { MarksReach: true } judge ? judge.Marked(mark).Tag : (long?)null).Run();

    static void Put(Connection connection, in SourceRow row) =>
        connection.Statement("ownership/put_source").Bind(1, row.Source).Bind(2, row.SourcePartition).Bind(3, row.Partition).Bind(4, row.Offset)
            .Bind(5, connection.Judge is { MarksReach: true } judge ? judge.Marked(row).Tag : (long?)null).Run();

    /// <summary>Marks all as they stand, in one transaction.</summary>
    public static void Start(Connection connection)
    {
        var judge = connection.Judge ?? throw new InvalidOperationException("Nobody judges.");
        connection.Execute("BEGIN IMMEDIATE");
        foreach (var mark in ReachReads.Partitions(connection))
            connection.Statement("ownership/mark").Bind(1, mark.Partition).Bind(2, mark.SnapshotsUpTo.Value).Bind(3, judge.Marked(mark).Tag).Run();
        foreach (var row in ReachReads.Sources(connection))
            connection.Statement("ownership/put_source").Bind(1, row.Source).Bind(2, row.SourcePartition).Bind(3, row.Partition).Bind(4, row.Offset).Bind(5, judge.Marked(row).Tag).Run();
        connection.Execute("COMMIT");
    }
}
