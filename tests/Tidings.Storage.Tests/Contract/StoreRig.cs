using Microsoft.Extensions.Time.Testing;
using Tidings.Core.Ports;

namespace Tidings.Storage.Tests.Contract;

/// <summary>What the contract suite needs of a backend beside the store itself.</summary>
public abstract class StoreRig : IAsyncDisposable
{
    public const int Partitions = 8;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 23, 9, 0, 0, TimeSpan.Zero));

    /// <summary>One process at a time can open the store: whoever takes something knows that an owner in another process is gone.</summary>
    public abstract bool OneProcess { get; }

    /// <summary>A store over the rig's data, not open yet; the rig disposes it.</summary>
    public abstract IStore Make();

    /// <summary>The store that holds the bytes, where another one stands before it.</summary>
    public virtual IStore Raw(IStore store) => store;

    /// <summary>What the store's thread writes waits, so that units that are committed meanwhile meet in one transaction; until the result is disposed.</summary>
    public abstract ValueTask<IAsyncDisposable> HoldWriting(IStore store);

    /// <summary>Transactions that the store committed since it was opened.</summary>
    public abstract ValueTask<long> Transactions(IStore store);

    public abstract ValueTask FillDisk(IStore store);
    public abstract ValueTask FreeDisk(IStore store);

    /// <summary>How the child process of the crash tests names this backend and its data.</summary>
    public abstract string Backend { get; }

    public abstract string CrashTarget { get; }

    public abstract ValueTask DisposeAsync();

    public async ValueTask<IStore> Open(int partitions = Partitions)
    {
        var store = Make();
        await store.Open(partitions, CancellationToken.None);
        return store;
    }
}
