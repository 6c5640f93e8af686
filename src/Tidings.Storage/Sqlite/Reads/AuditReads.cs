using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Sqlite.Reads;

internal static class AuditReads
{
    public static List<AuditRow> Page(Connection connection, long from, int limit)
    {
        var statement = connection.Statement("audit/from").Bind(1, from).Bind(2, limit);
        var rows = new List<AuditRow>();
        while (statement.Step())
            if (statement.Long(0) + statement.Int(1) > from)
                rows.Add(new(statement.Long(0), statement.Int(1), statement.Blob(2)));
        return rows;
    }

    public static long Size(Connection connection)
    {
        var statement = connection.Statement("audit/size");
        if (!statement.Step())
            return 0;
        var size = statement.Long(0);
        statement.Reset();
        return size;
    }
}
