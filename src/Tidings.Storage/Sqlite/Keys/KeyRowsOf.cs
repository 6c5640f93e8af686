using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Sqlite.Keys;

/// <summary>The rows of the file of keys.</summary>
internal static class KeyRowsOf
{
    public static string Installation(Connection connection)
    {
        var read = connection.Statement("keys/read_installation");
        if (read.Step())
        {
            var id = read.Text(0);
            read.Reset();
            return id;
        }
        var made = SqliteKeyStore.NewInstallation();
        connection.Statement("keys/add_installation").Bind(1, made).Run();
        return made;
    }

    public static List<MasterKeyRow> Masters(Connection connection)
    {
        var statement = connection.Statement("keys/masters");
        var found = new List<MasterKeyRow>();
        while (statement.Step())
            found.Add(new MasterKeyRow(statement.Text(0), statement.Int(1), statement.Text(2), statement.Blob(3)));
        return found;
    }

    public static int PutMaster(Connection connection, string statement, MasterKeyRow key)
    {
        connection.Statement(statement).Bind(1, key.Purpose).Bind(2, key.Version).Bind(3, key.Root).Bind(4, key.Wrapped.Span).Run();
        return connection.RowsChanged;
    }

    public static List<DataKeyRow> Subjects(Connection connection, IReadOnlyList<string> subjects)
    {
        var statement = connection.Statement("keys/of_subject");
        var found = new List<DataKeyRow>(subjects.Count);
        foreach (var subject in subjects)
        {
            statement.Bind(1, subject);
            while (statement.Step())
                found.Add(new DataKeyRow(statement.Long(0), subject, statement.Int(1), Wrapped(statement.Blob(2))));
        }
        return found;
    }

    public static List<DataKeyRow> Add(Connection connection, IReadOnlyList<DataKeyRow> keys)
    {
        var add = connection.Statement("keys/add_key");
        foreach (var key in keys)
            add.Bind(1, key.Subject).Bind(2, key.Version).Bind(3, key.Wrapped.Span).Run();
        var read = connection.Statement("keys/of_version");
        var stands = new List<DataKeyRow>(keys.Count);
        foreach (var key in keys)
        {
            read.Bind(1, key.Subject).Bind(2, key.Version).Step();
            stands.Add(new DataKeyRow(read.Long(0), key.Subject, key.Version, Wrapped(read.Blob(1))));
            read.Reset();
        }
        return stands;
    }

    public static List<DataKeyRow> Page(Connection connection, long after, int limit)
    {
        var statement = connection.Statement("keys/page").Bind(1, after).Bind(2, limit);
        var found = new List<DataKeyRow>();
        while (statement.Step())
            found.Add(new DataKeyRow(statement.Long(0), statement.Text(1), statement.Int(2), Wrapped(statement.Blob(3))));
        return found;
    }

    public static int Rewrap(Connection connection, IReadOnlyList<Rewrapping> keys)
    {
        var statement = connection.Statement("keys/rewrap");
        var changed = 0;
        foreach (var key in keys)
        {
            if (key.Old.Length != key.New.Length)
                throw new ArgumentException("A key is wrapped anew in place: both forms have the same length.", nameof(keys));
            statement.Bind(1, key.Position).Bind(2, key.Old.Span).Bind(3, key.New.Span).Run();
            changed += connection.RowsChanged;
        }
        return changed;
    }

    public static int Destroy(Connection connection, IReadOnlyList<string> subjects, DateTimeOffset at)
    {
        var all = 0;
        foreach (var subject in subjects)
        {
            connection.Statement("keys/destroy").Bind(1, subject).Run();
            var destroyed = connection.RowsChanged;
            if (destroyed == 0)
                continue;
            connection.Statement("keys/note_destroyed").Bind(1, subject).Bind(2, at).Bind(3, destroyed).Run();
            all += destroyed;
        }
        return all;
    }

    public static int DestroyVersions(Connection connection, IReadOnlyList<(string Subject, int Version)> keys, DateTimeOffset at)
    {
        var all = 0;
        foreach (var (subject, version) in keys)
        {
            connection.Statement("keys/destroy_version").Bind(1, subject).Bind(2, version).Run();
            if (connection.RowsChanged == 0)
                continue;
            connection.Statement("keys/note_destroyed").Bind(1, subject).Bind(2, at).Bind(3, 1).Run();
            all++;
        }
        return all;
    }

    /// <summary>A destroyed key is zeros of its length.</summary>
    static ReadOnlyMemory<byte> Wrapped(byte[] stored) => stored.AsSpan().ContainsAnyExcept((byte)0) ? stored : default;
}
