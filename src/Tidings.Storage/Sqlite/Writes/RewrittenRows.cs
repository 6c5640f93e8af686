using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Sqlite.Writes;

/// <summary>Values that take another form in place, each only where it still stands as it was read.</summary>
internal static class RewrittenRows
{
    public static void Write(Connection connection, CommitUnit unit)
    {
        for (var i = 0; i < unit.Rewritings.Count; i++)
            Write(connection, unit.Rewritings[i]);
    }

    static void Write(Connection connection, in Rewriting row)
    {
        switch (row.Table)
        {
            case RewrittenTable.Journal:
                connection.Statement("journal/rewrite").Bind(1, row.Number).Bind(2, row.Old.Span).Bind(3, row.New.Span).Run();
                break;
            case RewrittenTable.Profile:
                connection.Statement("snapshots/rewrite_profile").Bind(1, row.Number).Bind(2, row.Name).Bind(3, row.Old.Span).Bind(4, row.New.Span).Run();
                break;
            case RewrittenTable.Account:
                connection.Statement("directory/rewrite_account").Bind(1, row.Name).Bind(2, row.Old.Span).Bind(3, row.New.Span).Run();
                break;
            case RewrittenTable.Document:
                connection.Statement("directory/rewrite_document").Bind(1, row.Kind).Bind(2, row.Name).Bind(3, row.Number).Bind(4, row.Old.Span).Bind(5, row.New.Span).Run();
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(row), row.Table, "No such table.");
        }
    }
}
