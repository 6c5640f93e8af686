using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Sqlite.Reads;

internal static class DirectoryReads
{
    public static List<AccountRow> Accounts(Connection connection, string after, int limit)
    {
        var statement = connection.Statement("directory/accounts_after").Bind(1, after).Bind(2, limit);
        var found = new List<AccountRow>();
        while (statement.Step())
            found.Add(new AccountRow(statement.Text(0), statement.Blob(1)));
        return found;
    }

    public static List<DocumentRow> Documents(Connection connection, string kind, bool allVersions)
    {
        var statement = connection.Statement(allVersions ? "directory/all_documents" : "directory/newest_documents").Bind(1, kind);
        var found = new List<DocumentRow>();
        while (statement.Step())
            found.Add(new DocumentRow(kind, statement.Text(0), statement.Int(1), statement.Time(2), statement.Blob(3)));
        return found;
    }
}
