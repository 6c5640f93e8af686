using Tidings.Core.Ports;
using Tidings.Security.Keys;
using Tidings.Security.Keys.Providers;
using Tidings.Security.Sealing;
using Tidings.Storage.Sqlite.Keys;
using Tidings.Storage.Tests.Contract;
using Tidings.Storage.Tests.Sqlite;

namespace Tidings.Storage.Tests.Sealed;

/// <summary>The embedded store with sealing before it, as a node composes them.</summary>
internal sealed class SealedRig : StoreRig
{
    readonly SqliteRig rig = new();

    public string Folder => rig.Folder;

    public static SealedStore Over(IStore inner, string folder, TimeProvider time) =>
        new(inner, new KeyRing(SqliteKeyStore.Create(folder), KeyProviders.Create(new() { File = new() { Path = Path.Combine(folder, "keyring"), CreateIfMissing = true } }, time), KeyLimits.Default, time));

    public override bool OneProcess => true;

    public override IStore Make() => Over(rig.Make(), Folder, Time);

    public override IStore Raw(IStore store) => Inner(store);

    static IStore Inner(IStore store) => ((SealedStore)store).Inner;

    public override async ValueTask<IAsyncDisposable> HoldWriting(IStore store) => new Hold((SealedStore)store, await rig.HoldWriting(Inner(store)));

    /// <summary>What is committed while it holds may wait for keys first; it must have reached the store before the store goes on.</summary>
    sealed class Hold(SealedStore store, IAsyncDisposable inner) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await store.Quiet();
            await inner.DisposeAsync();
        }
    }

    public override ValueTask<long> Transactions(IStore store) => rig.Transactions(Inner(store));
    public override ValueTask FillDisk(IStore store) => rig.FillDisk(Inner(store));
    public override ValueTask FreeDisk(IStore store) => rig.FreeDisk(Inner(store));
    public override string Backend => "sealed";
    public override string CrashTarget => Folder;
    public override ValueTask DisposeAsync() => rig.DisposeAsync();
}
