using Tidings.Security.Tests.Keys.Providers.Contract;

namespace Tidings.Security.Tests.Keys.Providers.Pkcs11;

[Collection(SoftHsm.Collection)]
public sealed class Pkcs11ProviderTests : KeyProviderContract
{
    protected override KeyProviderRig Rig { get; } = new Pkcs11Rig();
}
