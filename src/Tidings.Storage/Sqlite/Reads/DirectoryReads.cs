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
        return Documents(kind, connection.Statement(allVersions ? "directory/all_documents" : "directory/newest_documents").Bind(1, kind));
    }

    /// <summary>The highest code point stands for "no bound": the index can then be walked either way.</summary>
    public static List<DocumentRow> Last(Connection connection, string kind, string? before, int limit) =>
        Documents(kind, connection.Statement("directory/last_documents").Bind(1, kind).Bind(2, before ?? "\U0010FFFF").Bind(3, limit));

    static List<DocumentRow> Documents(string kind, Statement statement)
    {
        var found = new List<DocumentRow>();
        while (statement.Step())
            found.Add(new DocumentRow(kind, statement.Text(0), statement.Int(1), statement.Time(2), statement.Blob(3)));
        return found;
    }
}
