using Microsoft.Data.Sqlite;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Storage.Sqlite.Keys;

namespace Tidings.Storage.Sqlite;

/// <summary>What a look at one of the store's two files found. Nothing in it is a row.</summary>
/// <param name="Tables">The version of its tables.</param>
/// <param name="Known">The newest version that this release knows, to which its node upgrades older ones.</param>
/// <param name="Wrong">What SQLite says is wrong with it; null: nothing.</param>
/// <param name="Whole">It was read to the end.</param>
/// <param name="Newest">When its newest event was taken, by the clock of then; null: there is none.</param>
public sealed record DatabaseFinding(long Tables, int Known, string? Wrong, bool Whole, DateTimeOffset? Newest);

/// <summary>Looks whether the files of a store are whole, beside whoever holds them, without writing.</summary>
public static class DatabaseLook
{
    const int Interrupted = 9;

    /// <summary>Whether a node has ever kept data in this directory.</summary>
    public static bool IsThere(string directory) => File.Exists(Data(directory));

    /// <summary>The file of the data: its tables, the structure of all its pages, and the newest event.</summary>
    /// <param name="directory">The store's.</param>
    /// <param name="enough">Asked now and then: true ends the reading of pages, which is long where there is much.</param>
    /// <exception cref="StoreUnavailableException">It cannot be opened, or is no database.</exception>
    /// <exception cref="StoreRefusedException">Its tables are newer than those that this version knows.</exception>
    public static DatabaseFinding OfData(string directory, Func<bool> enough)
    {
        var path = Data(directory);
        while (true)
        {
            var nobody = !File.Exists(path + "-wal");
            try
            {
                var found = Of(() => Connection.Look(path), SqlText.Migrations, enough, static at => at.Number("SELECT coalesce(max(id), 0) FROM journal"));
                if (found.Wrong is null || !nobody || !File.Exists(path + "-wal"))
                    return found;
            }
            catch (StoreUnavailableException) when (nobody && File.Exists(path + "-wal"))
            {
                // A node has started meanwhile and changed what nobody had: it is looked at again as one that is in use.
            }
        }
    }

    /// <summary>The file of keys.</summary>
    /// <inheritdoc cref="OfData"/>
    public static DatabaseFinding OfKeys(string directory, Func<bool> enough) =>
        Of(() => Connection.Look(Path.Combine(directory, SqliteKeyStore.FileName), isLogged: false), SqlText.KeyMigrations, enough, static _ => 0);

    static string Data(string directory) => new SqliteStoreOptions { Directory = directory }.DataFile;

    static DatabaseFinding Of(Func<Connection> open, IReadOnlyList<string> migrations, Func<bool> enough, Func<Connection, long> newest)
    {
        try
        {
            using var connection = open();
            connection.Execute("PRAGMA busy_timeout = 5000; PRAGMA query_only = 1");
            var tables = Database.KnownOrOlder(connection, migrations);
            var last = tables > 0 ? newest(connection) : 0;
            connection.EndWhen(enough);
            var (wrong, whole) = Quick(connection);
            return new(tables, migrations.Count, wrong, whole, last > 0 ? new MessageId(last).At : null);
        }
        catch (Exception failure) when (SqliteFailure.Translate(failure) is var seen && !ReferenceEquals(seen, failure))
        {
            throw SqliteFailure.Translate(failure);
        }
    }

    /// <summary>The first thing that is wrong is enough; words of SQLite's own, which name trees and pages.</summary>
    static (string? Wrong, bool Whole) Quick(Connection connection)
    {
        try
        {
            using var check = connection.Prepare("PRAGMA quick_check(1)");
            return !check.Step() || check.Text(0) is "ok" ? (null, true) : (check.Text(0).ReplaceLineEndings(" "), true);
        }
        catch (SqliteException ended) when (ended.SqliteErrorCode == Interrupted)
        {
            return (null, false);
        }
    }
}
