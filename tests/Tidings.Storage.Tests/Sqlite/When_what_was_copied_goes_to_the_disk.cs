using Tidings.Core.Ports;
using Tidings.Storage.Sqlite;
using Tidings.Storage.Tests.Contract;

namespace Tidings.Storage.Tests.Sqlite;

public sealed class When_what_was_copied_goes_to_the_disk : IAsyncDisposable
{
    const long CheckpointBytes = 1 << 20;
    const int SyncFailed = 1034;
    const int Writes = 4_000;

    readonly SqliteRig rig = new();
    readonly StoreUpkeep upkeep = new();
    int synced;
    int begun;
    volatile bool broken;
    volatile bool slow;

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    /// <summary>The real file, and what was asked of it.</summary>
    sealed class Watched(string path, When_what_was_copied_goes_to_the_disk test) : DataFile(path)
    {
        public override void BeginWriting()
        {
            Interlocked.Increment(ref test.begun);
            base.BeginWriting();
        }

        public override void Sync()
        {
            if (test.broken)
                throw new IOException("broken");
            var until = Volatile.Read(ref test.next) + 8;
            if (test.slow)
                SpinWait.SpinUntil(() => Volatile.Read(ref test.next) >= Math.Min(until, Writes), TimeSpan.FromMilliseconds(100));
            Interlocked.Increment(ref test.synced);
            base.Sync();
        }
    }

    async Task<SqliteStore> Open()
    {
        var store = SqliteStore.Create(new SqliteStoreOptions { Directory = rig.Folder, CheckpointBytes = CheckpointBytes, OpenDataFile = path => new Watched(path, this) }, TimeProvider.System, upkeep);
        await store.Open(1, TestContext.Current.CancellationToken);
        return store;
    }

    int next = -1;

    async Task Write(SqliteStore store)
    {
        var first = Interlocked.Increment(ref next) * 20;
        await store.Commit(new CommitUnit { Journal = [.. Enumerable.Range(first, 20).Select(row => Sample.Big(Sample.Id(row)))] });
    }

    [Fact]
    public async Task It_goes_there_a_little_behind_each_copying_and_is_waited_for_where_the_log_is_long()
    {
        await using var store = await Open();
        // Four at once: a copying that meets nobody copies all, and the log starts over before it is long.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while ((Volatile.Read(ref begun) < 10 || Synced < 2) && Volatile.Read(ref next) < 8_000)
                await Write(store);
        })));
        Assert.InRange(Synced, 2, Volatile.Read(ref begun) - 1);
    }

    [Fact]
    public async Task The_log_keeps_its_bound_where_much_is_written_while_the_disk_is_waited_for()
    {
        slow = true;
        await using var store = await Open();
        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(async () =>
        {
            while (Volatile.Read(ref next) < Writes)
                await Write(store);
        })));
        // As where it is not: 320 were written.
        Assert.InRange(new FileInfo(Path.Combine(rig.Folder, "tidings.db-wal")).Length, 1, 22 * CheckpointBytes);
    }

    int Synced => Volatile.Read(ref synced);

    [Fact]
    public async Task A_disk_that_does_not_take_it_is_told_and_the_flow_goes_on()
    {
        var told = new TaskCompletionSource<(UpkeepWork, int)>(TaskCreationOptions.RunContinuationsAsynchronously);
        upkeep.Failed += (work, code) => told.TrySetResult((work, code));
        broken = true;
        await using var store = await Open();
        for (var i = 0; !told.Task.IsCompleted && i < 1_000; i++)
            await Write(store);
        Assert.True(told.Task.IsCompleted);
        Assert.Equal((UpkeepWork.Checkpoint, SyncFailed), await told.Task.WaitAsync(TestContext.Current.CancellationToken));
        broken = false;
        for (var i = 0; (Synced == 0 || upkeep.IsFailing(UpkeepWork.Checkpoint)) && i < 1_000; i++)
            await Write(store);
        Assert.False(upkeep.IsFailing(UpkeepWork.Checkpoint));
        Assert.NotNull(await store.ReadMessage(Sample.Id(0), TestContext.Current.CancellationToken));
        Assert.NotNull(await store.ReadMessage(Sample.Id((next * 20) + 19), TestContext.Current.CancellationToken));
    }
}
