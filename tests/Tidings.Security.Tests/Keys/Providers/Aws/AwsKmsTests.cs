using Tidings.Security.Tests.Keys.Providers.Contract;

namespace Tidings.Security.Tests.Keys.Providers.Aws;

public sealed class AwsKmsTests : RemoteKeyProviderContract
{
    protected override KeyProviderRig Rig { get; } = new AwsKmsRig();
}
