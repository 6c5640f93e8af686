using Tidings.Security.Tests.Keys.Providers.Contract;

namespace Tidings.Security.Tests.Keys.Providers.Keyring;

public sealed class FileKeyringTests : KeyProviderContract
{
    protected override KeyProviderRig Rig { get; } = new FileRig(underPassphrase: false);
}

public sealed class FileKeyringUnderPassphraseTests : KeyProviderContract
{
    protected override KeyProviderRig Rig { get; } = new FileRig(underPassphrase: true);
}
