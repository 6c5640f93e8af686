using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;
using Tidings.Storage.Sqlite;
using Tidings.Storage.Sqlite.Reads;
using Tidings.Storage.Sqlite.Writes;
using Tidings.Storage.Tests.Contract;

namespace Tidings.Storage.Tests.Sqlite;

/// <summary>On a connection of the test's own, so that it says when each step happens.</summary>
public sealed class LookupPurgeTests : IAsyncDisposable
{
    readonly SqliteRig rig = new();
    readonly Connection connection;

    public LookupPurgeTests()
    {
        connection = new Database(new SqliteStoreOptions { Directory = rig.Folder }).OpenWriter();
        Database.Prepare(connection, 1);
    }

    public ValueTask DisposeAsync()
    {
        connection.Dispose();
        return rig.DisposeAsync();
    }

    void Write(params LookupRow[] entries)
    {
        var rows = new LookupRows(connection);
        rows.Add(new CommitUnit { Lookups = entries });
        rows.Write();
    }

    void Low(MessageId id) => connection.Statement("installation/write").Bind(1, PurgeReads.JournalLow).Bind(2, id.Value).Run();

    long Entries(string which) => connection.Number($"SELECT count(*) FROM lookup WHERE {which}");

    [Fact]
    public void The_newest_entry_that_says_how_far_the_table_is_complete_stays()
    {
        Write(new(LookupKey.Mark, Sample.Id(1), 0), new(7, Sample.Id(1), 0));
        Low(Sample.Id(2));
        Assert.False(new LookupPurge(connection, TimeSpan.Zero).Step());
        Assert.Equal(2, Entries("message > 0"));
        Write(new(LookupKey.Mark, Sample.Id(3), 0), new(7, Sample.Id(3), 0));
        var purge = new LookupPurge(connection, TimeSpan.Zero);
        while (purge.Step())
            ;
        Assert.Equal(2, Entries($"message = {Sample.Id(3).Value}"));
        Assert.Equal(2, Entries("message > 0"));
    }

    [Fact]
    public void A_key_with_more_entries_than_a_step_takes_is_walked_through_to_its_end()
    {
        Write([new(LookupKey.Mark, Sample.Id(9_999), 0), .. Enumerable.Range(0, 3_500).Select(i => new LookupRow(7, Sample.Id(i), 0))]);
        Low(Sample.Id(3_000));
        var purge = new LookupPurge(connection, TimeSpan.Zero);
        var steps = 0;
        for (; purge.Step(); steps++)
            ;
        Assert.InRange(steps, 3, 10);
        Assert.Equal(500, Entries("key = 7"));
    }

    [Fact]
    public void It_rests_until_the_journals_beginning_has_moved_on_enough()
    {
        Write(new(LookupKey.Mark, Sample.Id(9), 0), new(7, Sample.Id(1), 0));
        Low(Sample.Id(2));
        connection.Statement("installation/write").Bind(1, PurgeReads.LookupLow).Bind(2, Sample.Id(1).Value).Run();
        Assert.False(new LookupPurge(connection, TimeSpan.FromMilliseconds(2)).Step());
        Assert.True(new LookupPurge(connection, TimeSpan.FromMilliseconds(1)).Step());
    }
}
