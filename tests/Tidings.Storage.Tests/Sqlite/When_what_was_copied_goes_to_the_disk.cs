using System.Buffers.Binary;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Storage.Sqlite;
using Tidings.Storage.Tests.Contract;

namespace Tidings.Storage.Tests.Sqlite;

public sealed class When_what_was_copied_goes_to_the_disk : IAsyncDisposable
{
    const long CheckpointBytes = 1 << 20;
    const int SyncFailed = 1034;

    readonly SqliteRig rig = new();
    readonly StoreUpkeep upkeep = new();
    readonly List<(string Log, long Bytes)> synced = [];
    int begun;
    volatile bool broken;

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    /// <summary>The real file, and what was asked of it.</summary>
    sealed class Watched(string path, When_what_was_copied_goes_to_the_disk test) : DataFile(path)
    {
        readonly string path = path;

        public override void BeginWriting()
        {
            Interlocked.Increment(ref test.begun);
            base.BeginWriting();
        }

        public override void Sync()
        {
            if (test.broken)
                throw new IOException("broken");
            lock (test.synced)
                test.synced.Add((test.Log(), new FileInfo(path).Length));
            base.Sync();
        }
    }

    async Task<SqliteStore> Open()
    {
        var store = SqliteStore.Create(new SqliteStoreOptions { Directory = rig.Folder, CheckpointBytes = CheckpointBytes, OpenDataFile = path => new Watched(path, this) }, TimeProvider.System, upkeep);
        await store.Open(1, TestContext.Current.CancellationToken);
        return store;
    }

    /// <summary>A log that starts over has another salt in its head.</summary>
    string Log()
    {
        using var file = new FileStream(Path.Combine(rig.Folder, "tidings.db-wal"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var head = new byte[32];
        file.ReadExactly(head);
        return BinaryPrimitives.ReadUInt64BigEndian(head.AsSpan(16)).ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
    }

    int next;

    async Task Write(SqliteStore store)
    {
        await store.Commit(new CommitUnit { Journal = [.. Enumerable.Range(0, 20).Select(row => Big(Sample.Id((next * 20) + row)))] });
        next++;
    }

    [Fact]
    public async Task All_of_it_is_there_before_the_log_starts_over()
    {
        await using var store = await Open();
        await Write(store);
        var logs = new List<string> { Log() };
        for (var i = 0; logs.Count < 4 && i < 1_000; i++)
        {
            await Write(store);
            if (Log() is var log && log != logs[^1])
                logs.Add(log);
        }
        Assert.Equal(4, logs.Count);
        lock (synced)
            Assert.All(logs.Take(3).Index(), log => Assert.Contains(synced, one => one.Log == log.Item && one.Bytes >= (log.Index + 1) * 5 * CheckpointBytes));
    }

    [Fact]
    public async Task It_goes_there_a_little_behind_each_copying()
    {
        await using var store = await Open();
        for (var i = 0; (Volatile.Read(ref begun) < 3 || Synced == 0) && i < 1_000; i++)
            await Write(store);
        Assert.InRange(Synced, 1, Volatile.Read(ref begun) - 2);
    }

    int Synced
    {
        get
        {
            lock (synced)
                return synced.Count;
        }
    }

    [Fact]
    public async Task What_a_disk_did_not_take_stays_in_the_log_until_the_next_start()
    {
        var told = new TaskCompletionSource<(UpkeepWork, int)>(TaskCreationOptions.RunContinuationsAsynchronously);
        upkeep.Failed += (work, code) => told.TrySetResult((work, code));
        broken = true;
        string log;
        await using (var store = await Open())
        {
            await Write(store);
            log = Log();
            for (var i = 0; !told.Task.IsCompleted && i < 1_000; i++)
                await Write(store);
            Assert.True(told.Task.IsCompleted);
            Assert.Equal((UpkeepWork.Checkpoint, SyncFailed), await told.Task.WaitAsync(TestContext.Current.CancellationToken));
            // The disk takes everything again, and what it lost it never tells again.
            broken = false;
            var written = next;
            while ((next - written) * 20 * 4096L < 30 * CheckpointBytes)
                await Write(store);
            Assert.Equal((log, true, 0), (Log(), upkeep.IsFailing(UpkeepWork.Checkpoint), Synced));
        }
        Assert.Equal(log, Log());
        await using var again = await Open();
        Assert.NotNull(await again.ReadMessage(Sample.Id(0), TestContext.Current.CancellationToken));
        Assert.NotNull(await again.ReadMessage(Sample.Id((next * 20) - 1), TestContext.Current.CancellationToken));
        for (var i = 0; (Synced == 0 || Log() == log || upkeep.IsFailing(UpkeepWork.Checkpoint)) && i < 1_000; i++)
            await Write(again);
        Assert.False(upkeep.IsFailing(UpkeepWork.Checkpoint));
        Assert.NotEqual(log, Log());
    }

    static JournalRow Big(MessageId id) => new()
    {
        Id = id, Partition = 0, Customer = "c", EventKey = 1, Messages = 0, Class = 0, Payload = new byte[4000], Delta = default,
    };
}
