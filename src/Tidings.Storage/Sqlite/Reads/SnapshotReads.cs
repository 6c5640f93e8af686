using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Sqlite.Reads;

internal static class SnapshotReads
{
    public static List<ProfileRow> Profiles(Connection connection, int partition, IReadOnlyList<string> customers)
    {
        var statement = connection.Statement("snapshots/profile");
        var found = new List<ProfileRow>(customers.Count);
        foreach (var customer in customers)
        {
            if (statement.Bind(1, partition).Bind(2, customer).Step())
                found.Add(new ProfileRow(partition, customer, new MessageId(statement.Long(0)), statement.TimeOrNull(1), statement.Blob(2)));
            statement.Reset();
        }
        return found;
    }

    public static List<ProfileRow> ProfilesAfter(Connection connection, int partition, string after, int limit)
    {
        var statement = connection.Statement("snapshots/profiles_after").Bind(1, partition).Bind(2, after).Bind(3, limit);
        var found = new List<ProfileRow>();
        while (statement.Step())
            found.Add(new ProfileRow(partition, statement.Text(0), new MessageId(statement.Long(1)), statement.TimeOrNull(2), statement.Blob(3)));
        return found;
    }

    public static List<DueProfile> DueProfiles(Connection connection, int partition, DueProfile after, DateTimeOffset until, int limit)
    {
        var statement = connection.Statement("snapshots/due_profiles").Bind(1, partition).Bind(2, until).Bind(3, limit)
            .Bind(4, after.Due).Bind(5, after.Customer ?? "");
        var found = new List<DueProfile>();
        while (statement.Step())
            found.Add(new DueProfile(statement.Time(1), statement.Text(0)));
        return found;
    }
}
