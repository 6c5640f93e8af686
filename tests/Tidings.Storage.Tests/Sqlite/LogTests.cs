using Tidings.Core.Ports;
using Tidings.Storage.Sqlite;
using Tidings.Storage.Tests.Contract;

namespace Tidings.Storage.Tests.Sqlite;

public sealed class LogTests : IAsyncDisposable
{
    const long CheckpointBytes = 1 << 20;

    readonly SqliteRig rig = new();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task The_write_ahead_log_stays_small_however_much_is_written()
    {
        await using var store = SqliteStore.Create(new SqliteStoreOptions { Directory = rig.Folder, CheckpointBytes = CheckpointBytes }, TimeProvider.System);
        await store.Open(8, TestContext.Current.CancellationToken);
        for (var i = 0; i < 160; i++)
            await store.Commit(new CommitUnit { Journal = [.. Enumerable.Range(0, 100).Select(row => Sample.Big(Sample.Id((i * 100) + row)))] });
        // Hardly twelve behind one copying, one more until the next begins, eight before commits wait for it, and a transaction. All that was written is 64.
        Assert.InRange(new FileInfo(Path.Combine(rig.Folder, "tidings.db-wal")).Length, 1, 22 * CheckpointBytes);
    }

    [Fact]
    public async Task A_closed_store_is_one_file_of_data()
    {
        await using (var store = await rig.Open())
        {
            await store.Commit(new CommitUnit { Journal = [Sample.Big(Sample.Id(1))] });
            Assert.NotNull(await store.ReadMessage(Sample.Id(1), TestContext.Current.CancellationToken));
        }
        Assert.Equal(["tidings.db", "tidings.lock", "tidings.pid"], Directory.GetFiles(rig.Folder).Select(Path.GetFileName).Order());
    }
}
