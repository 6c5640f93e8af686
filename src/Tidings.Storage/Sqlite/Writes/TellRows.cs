using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Sqlite.Writes;

/// <summary>Who was told what: a few rows a subscription, replaced and removed.</summary>
internal static class TellRows
{
    public static void Write(Connection connection, TellChange change)
    {
        if (change.Forget is { } ended)
        {
            connection.Statement("feed/forget_cursor").Bind(1, ended).Run();
            connection.Statement("feed/forget_untold").Bind(1, ended).Run();
        }
        foreach (var cursor in change.Cursors)
            connection.Statement("feed/put_cursor").Bind(1, cursor.Subscription).Bind(2, cursor.Position).Run();
        foreach (var row in change.Untold)
            Put(connection.Statement("feed/put_untold"), row);
        foreach (var told in change.Told)
            connection.Statement("feed/remove_untold").Bind(1, told.Subscription).Bind(2, told.Position).Run();
        if (change.DeadKept > 0)
            foreach (var subscription in change.Untold.Select(static row => row.Subscription).Distinct())
                connection.Statement("feed/keep_dead").Bind(1, subscription).Bind(2, change.DeadKept).Run();
        if (change.FeedLow is { } low)
            connection.Statement("feed/let_go").Bind(1, low).Run();
    }

    static void Put(Statement put, UntoldRow row) =>
        put.Bind(1, row.Subscription).Bind(2, row.Position).Bind(3, (int)row.Entry.Kind).Bind(4, row.Entry.Message.Value).Bind(5, row.Entry.Part)
            .Bind(6, row.Entry.At).Bind(7, row.Since).Bind(8, row.Attempts)
            .Bind(9, row.Next is { } next ? Statement.Microseconds(next) : null).Bind(10, row.Error).Run();
}
