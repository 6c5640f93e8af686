using Tidings.Security.Tests.Keys.Providers.Contract;

namespace Tidings.Security.Tests.Keys.Providers.Vault;

public sealed class VaultTransitTests : RemoteKeyProviderContract
{
    protected override KeyProviderRig Rig { get; } = new VaultRig();
}

public sealed class VaultTransitWithADerivedKeyTests : RemoteKeyProviderContract
{
    protected override KeyProviderRig Rig { get; } = new VaultRig(derived: true);
}
