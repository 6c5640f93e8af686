using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Tests.Contract;

/// <summary>What every backend of <see cref="IStore"/> must hold to. A backend binds it in one line; each file is a member or a promise.</summary>
public abstract partial class StoreContract : IAsyncLifetime
{
    protected abstract StoreRig Rig { get; }

    protected IStore Store { get; private set; } = null!;

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Store = await Rig.Open();

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await Rig.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected async ValueTask Reopen()
    {
        await Store.DisposeAsync();
        Store = await Rig.Open();
    }

    protected async Task<Fence> Own(int partition) =>
        Fence.OfPartition(partition, (await Store.TakePartition(partition, "here", Cancel)).Epoch);

    protected async Task<Fence> Own(string bind) =>
        Fence.OfBind(bind, (await Store.TakeBind(bind, "here", TimeSpan.FromSeconds(10), Cancel)).Epoch);

    protected async Task Committed(CommitUnit unit) => Assert.Equal(CommitOutcome.Committed, await Store.Commit(unit));

    /// <summary>The units in one transaction.</summary>
    protected async Task<Task<CommitOutcome>[]> Together(params CommitUnit[] units)
    {
        var before = await Rig.Transactions(Store);
        Task<CommitOutcome>[] answers;
        await using (await Rig.HoldWriting(Store))
            answers = [.. units.Select(unit => Store.Commit(unit).AsTask())];
        foreach (var answer in answers)
            await Task.WhenAny(answer);
        TransactionsOfTogether = await Rig.Transactions(Store) - before;
        return answers;
    }

    protected long TransactionsOfTogether { get; private set; }

    protected async Task<long[]> JournalIds() => [.. (await Store.ReadJournal(default, null, Cancel).ToList()).Select(row => row.Id.Value)];
}
