using Tidings.Security.Keys;
using Tidings.Security.Keys.Providers;
using Tidings.Security.Keys.Providers.Aws;
using Tidings.Security.Tests.Keys.Providers.Contract;

namespace Tidings.Security.Tests.Keys.Providers.Aws;

internal sealed class AwsKmsRig : RemoteRig
{
    const string SecretKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    readonly string _folder = Directory.CreateTempSubdirectory("kms-").FullName;
    bool _started;

    public AwsKmsRig()
    {
        Server = new(Kms.Answer);
        File.WriteAllText(CredentialsFile, $"[default]\naws_access_key_id = {KmsServer.AccessKey}\naws_secret_access_key = {SecretKey}\n");
    }

    public KmsServer Kms { get; } = new();

    private protected override LoopbackServer Server { get; }

    internal LoopbackServer Http => Server;

    public string CredentialsFile => Path.Combine(_folder, "credentials");

    public override IReadOnlyList<string> Secrets => [SecretKey];

    public AwsKmsOptions Options => new() { KeyId = Kms.Arn, Endpoint = Server.Address, CredentialsFile = CredentialsFile };

    public override async ValueTask<IKeyProvider> Open()
    {
        if (!_started)
            await Server.Start();
        _started = true;
        return Open(Options);
    }

    public static IKeyProvider Open(AwsKmsOptions options) =>
        KeyProviders.Create(new() { Provider = KeyProviderKind.AwsKms, Timeout = Timeout, AwsKms = options }, TimeProvider.System);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
