using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Storage.Sqlite;
using Tidings.Storage.Tests.Contract;

namespace Tidings.Storage.Tests.Sqlite;

public sealed class UpkeepTests : IAsyncDisposable
{
    readonly SqliteRig rig = new();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task A_merge_that_fails_is_told()
    {
        var upkeep = new StoreUpkeep();
        var told = new TaskCompletionSource<(UpkeepWork, int)>(TaskCreationOptions.RunContinuationsAsynchronously);
        upkeep.Failed += (work, code) => told.TrySetResult((work, code));
        await using var store = SqliteStore.Create(new SqliteStoreOptions { Directory = rig.Folder }, TimeProvider.System, upkeep);
        await store.Open(1, TestContext.Current.CancellationToken);
        await store.OnWriter(writer => writer.Number("CREATE TRIGGER broken BEFORE UPDATE OF merging_into ON lookup_run BEGIN SELECT RAISE(ABORT, 'broken'); END"));
        Assert.False(upkeep.IsFailing(UpkeepWork.LookupMerge));
        for (var i = 0; !told.Task.IsCompleted && i < 200; i++)
            await Write(store, i);
        Assert.Equal(UpkeepWork.LookupMerge, (await told.Task.WaitAsync(TestContext.Current.CancellationToken)).Item1);
        Assert.True(upkeep.IsFailing(UpkeepWork.LookupMerge));
    }

    [Fact]
    public async Task The_flow_waits_for_the_disk_after_upkeep_that_does_not()
    {
        await using var store = SqliteStore.Create(new SqliteStoreOptions { Directory = rig.Folder }, TimeProvider.System);
        await store.Open(1, TestContext.Current.CancellationToken);
        for (var i = 0; await Merged(store) == 0 && i < 200; i++)
            await Write(store, i);
        Assert.NotEqual(0, await Merged(store));
        Assert.Equal(WaitsForDisk, await Waiting(store));
    }

    [Fact]
    public async Task And_after_upkeep_that_fails()
    {
        var upkeep = new StoreUpkeep();
        await using var store = SqliteStore.Create(new SqliteStoreOptions { Directory = rig.Folder }, TimeProvider.System, upkeep);
        await store.Open(1, TestContext.Current.CancellationToken);
        await store.OnWriter(writer => writer.Number("CREATE TRIGGER broken BEFORE UPDATE OF merging_into ON lookup_run BEGIN SELECT RAISE(ABORT, 'broken'); END"));
        for (var i = 0; !upkeep.IsFailing(UpkeepWork.LookupMerge) && i < 200; i++)
            await Write(store, i);
        Assert.True(upkeep.IsFailing(UpkeepWork.LookupMerge));
        Assert.Equal(WaitsForDisk, await Waiting(store));
    }

    [Fact]
    public async Task Look_ups_alone_wait_for_no_disk_and_whatever_comes_with_them_or_after_them_does()
    {
        await using var store = SqliteStore.Create(new SqliteStoreOptions { Directory = rig.Folder }, TimeProvider.System);
        await store.Open(1, TestContext.Current.CancellationToken);
        // A trigger sees what the transaction is committed under.
        await store.OnWriter(static writer => writer.Number("CREATE TABLE seen (waits INTEGER)"));
        await store.OnWriter(static writer => writer.Number("CREATE TRIGGER saw AFTER UPDATE OF entries ON lookup_run BEGIN INSERT INTO seen SELECT synchronous FROM pragma_synchronous; END"));
        var lookups = new CommitUnit { Lookups = [new(1, Sample.Id(1), 0)], LowPriority = true };
        await store.Commit(lookups);
        Assert.Equal((1, WaitsForDisk), (await Last(store), await Waiting(store)));
        await store.Commit(lookups with { Documents = [new DocumentRow("template", "a", 1, Sample.Noon, new byte[1])] });
        Assert.Equal(WaitsForDisk, await Last(store));
        await store.Commit(lookups with { LowPriority = false });
        Assert.Equal(WaitsForDisk, await Last(store));
    }

    [Fact]
    public async Task And_after_look_ups_that_fail()
    {
        await using var store = SqliteStore.Create(new SqliteStoreOptions { Directory = rig.Folder }, TimeProvider.System);
        await store.Open(1, TestContext.Current.CancellationToken);
        await store.OnWriter(static writer => writer.Number("CREATE TRIGGER broken BEFORE INSERT ON lookup BEGIN SELECT RAISE(ABORT, 'broken'); END"));
        await Assert.ThrowsAnyAsync<Exception>(() => store.Commit(new() { Lookups = [new(1, Sample.Id(1), 0)], LowPriority = true }).AsTask());
        Assert.Equal(WaitsForDisk, await Waiting(store));
    }

    static ValueTask<long> Last(SqliteStore store) => store.OnWriter(static writer => writer.Number("SELECT waits FROM seen ORDER BY rowid DESC LIMIT 1"));

    /// <summary>SQLite's number for FULL.</summary>
    const long WaitsForDisk = 2;

    static ValueTask<long> Merged(SqliteStore store) => store.OnWriter(static writer => writer.Number("SELECT count(*) FROM lookup_run WHERE level = 1"));

    static ValueTask<long> Waiting(SqliteStore store) => store.OnWriter(static writer => writer.Number("PRAGMA synchronous"));

    static async Task Write(SqliteStore store, int chunk) =>
        await store.Commit(new CommitUnit { Lookups = [.. Enumerable.Range(0, 4_096).Select(row => new LookupRow(row, Sample.Id((chunk * 4_096) + row), 0))] });
}
