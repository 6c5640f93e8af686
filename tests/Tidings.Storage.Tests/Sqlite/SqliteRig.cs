using Tidings.Core.Ports;
using Tidings.Storage.Sqlite;
using Tidings.Storage.Tests.Contract;

namespace Tidings.Storage.Tests.Sqlite;

internal sealed class SqliteRig : StoreRig
{
    readonly string directory = Directory.CreateTempSubdirectory("tidings-storage-").FullName;

    public string Folder => directory;

    public override bool OneProcess => true;

    public override IStore Make() => SqliteStore.Create(new SqliteStoreOptions { Directory = directory }, Time);

    public override async ValueTask<IAsyncDisposable> HoldWriting(IStore store)
    {
        var hold = new Hold();
        hold.Ended = ((SqliteStore)store).OnWriter(_ =>
        {
            hold.Begun.SetResult();
            hold.Gate.Wait();
            return true;
        }).AsTask();
        await hold.Begun.Task;
        return hold;
    }

    sealed class Hold : IAsyncDisposable
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        public ManualResetEventSlim Gate { get; } = new();
        public Task Ended { get; set; } = Task.CompletedTask;

        public async ValueTask DisposeAsync()
        {
            Gate.Set();
            await Ended;
            Gate.Dispose();
        }
    }

    public override ValueTask<long> Transactions(IStore store) => ((SqliteStore)store).OnWriter(writer => writer.Transactions);

    public override async ValueTask FillDisk(IStore store) => await ((SqliteStore)store).OnWriter(writer => writer.LimitFile(1));

    public override async ValueTask FreeDisk(IStore store) => await ((SqliteStore)store).OnWriter(writer => writer.LimitFile(0));

    public override string Backend => "sqlite";
    public override string CrashTarget => directory;

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(directory, recursive: true);
        return ValueTask.CompletedTask;
    }
}
