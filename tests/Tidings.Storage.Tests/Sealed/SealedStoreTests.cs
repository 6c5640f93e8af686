using Tidings.Storage.Tests.Contract;

namespace Tidings.Storage.Tests.Sealed;

public sealed class SealedStoreTests : StoreContract
{
    protected override StoreRig Rig { get; } = new SealedRig();
}
