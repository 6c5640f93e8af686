using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Storage.Sqlite;
using Tidings.Storage.Tests.Contract;

namespace Tidings.Storage.Tests.Sqlite;

/// <summary>Data of before the audit log: only the first migration has run, and there are rows.</summary>
public sealed class When_the_tables_are_of_an_older_version : IAsyncDisposable
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    readonly SqliteRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    string File => Path.Combine(_rig.Folder, "tidings.db");

    /// <summary>As the first version left it: its tables, its version, and what its nodes had written with its own columns.</summary>
    void Old()
    {
        using var connection = new Connection(File);
        connection.Execute("PRAGMA journal_mode = WAL; BEGIN IMMEDIATE; " + SqlText.Migrations[0] + "; PRAGMA user_version = 1; COMMIT;");
        connection.Execute($"""
            INSERT INTO installation VALUES ('partitions', {StoreRig.Partitions});
            INSERT INTO partition (partition, epoch, owner) VALUES (0, 7, 'an older node'), (1, 0, NULL), (2, 0, NULL), (3, 0, NULL), (4, 0, NULL), (5, 0, NULL), (6, 0, NULL), (7, 0, NULL);
            INSERT INTO journal VALUES ({Sample.Id(1).Value}, 0, 1, 4, 'alpha', 'c-1', 5, x'0102', x'0304');
            INSERT INTO receipt VALUES ({Sample.Id(1).Value}, 0, 0, 1764000000000000, 2, NULL);
            INSERT INTO document VALUES ('template', 'fee', 1, 1764000000000000, x'7b7d');
            """);
        Assert.Equal(0, connection.Number("SELECT count(*) FROM sqlite_schema WHERE name = 'audit'"));
    }

    [Fact]
    public async Task It_opens_with_all_that_was_there_and_an_empty_log()
    {
        Old();
        await using var store = await _rig.Open();
        var facts = (await store.ReadMessage(Sample.Id(1), Cancel))!;
        Assert.Equal("c-1", facts.Row.Customer);
        Assert.Equal(new byte[] { 3, 4 }, facts.Row.Payload.ToArray());
        Assert.Single(facts.Receipts);
        Assert.Equal("fee", Assert.Single(await store.ReadDocuments("template", true, Cancel)).Id);
        Assert.Equal(0, await store.ReadAuditSize(Cancel));
        Assert.Equal(SqlText.Migrations.Count, await ((SqliteStore)store).OnWriter(static writer => writer.Number("PRAGMA user_version")));
    }

    [Fact]
    public async Task It_works_on_from_there_with_a_log_and_after_reopening()
    {
        Old();
        await using (var store = await _rig.Open())
        {
            var hold = await store.TakePartition(0, "node", Cancel);
            Assert.Equal(8, hold.Epoch);
            var unit = Sample.Journal(new Fence(0, null, hold.Epoch), Sample.Row(Sample.Id(2))) with { Audit = StoreContract.Said("a", "b") };
            Assert.Equal(CommitOutcome.Committed, await store.Commit(unit));
        }
        await using var again = await _rig.Open();
        Assert.Equal(2, await again.ReadAuditSize(Cancel));
        Assert.Equal([Sample.Id(1), Sample.Id(2)], (await again.ReadJournal(default, null, Cancel).ToList()).Select(static row => row.Id));
    }

    [Fact]
    public async Task A_migration_that_fails_half_way_leaves_the_older_version_as_it_was()
    {
        Old();
        using (var connection = new Connection(File))
            connection.Execute("CREATE TABLE audit (somebody_elses INTEGER)");
        await Assert.ThrowsAnyAsync<Exception>(async () => await _rig.Open());
        using (var connection = new Connection(File))
        {
            Assert.Equal(1, connection.Number("PRAGMA user_version"));
            connection.Execute("DROP TABLE audit");
        }
        await using var store = await _rig.Open();
        Assert.NotNull(await store.ReadMessage(Sample.Id(1), Cancel));
    }
}
