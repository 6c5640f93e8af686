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

    /// <summary>SQLite's number for FULL.</summary>
    const long WaitsForDisk = 2;

    static ValueTask<long> Merged(SqliteStore store) => store.OnWriter(static writer => writer.Number("SELECT count(*) FROM lookup_run WHERE level = 1"));

    static ValueTask<long> Waiting(SqliteStore store) => store.OnWriter(static writer => writer.Number("PRAGMA synchronous"));

    static async Task Write(SqliteStore store, int chunk) =>
        await store.Commit(new CommitUnit { Lookups = [.. Enumerable.Range(0, 4_096).Select(row => new LookupRow(row, Sample.Id((chunk * 4_096) + row), 0))] });
}
