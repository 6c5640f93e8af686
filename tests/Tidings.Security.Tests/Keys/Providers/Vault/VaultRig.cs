using Tidings.Security.Keys;
using Tidings.Security.Keys.Providers;
using Tidings.Security.Keys.Providers.Vault;
using Tidings.Security.Tests.Keys.Providers.Contract;

namespace Tidings.Security.Tests.Keys.Providers.Vault;

internal sealed class VaultRig : RemoteRig
{
    readonly string _folder = Directory.CreateTempSubdirectory("vault-").FullName;
    bool _started;

    public VaultRig(bool derived = false)
    {
        Vault = new() { Derived = derived };
        Server = new(Vault.Answer);
        File.WriteAllText(TokenFile, "hvs.first\n");
    }

    public VaultServer Vault { get; }

    private protected override LoopbackServer Server { get; }

    internal LoopbackServer Http => Server;

    public string TokenFile => Path.Combine(_folder, "token");

    public string SecretIdFile => Path.Combine(_folder, "secret-id");

    public override IReadOnlyList<string> Secrets => ["hvs.first", Vault.SecretId];

    public VaultTransitOptions ByToken() => new() { Address = Server.Address, TokenFile = TokenFile };

    public VaultTransitOptions ByAppRole()
    {
        File.WriteAllText(SecretIdFile, Vault.SecretId);
        return new() { Address = Server.Address, RoleId = Vault.RoleId, SecretId = new() { File = SecretIdFile } };
    }

    public async Task Start()
    {
        if (!_started)
            await Server.Start();
        _started = true;
    }

    public override async ValueTask<IKeyProvider> Open()
    {
        await Start();
        return Open(ByToken());
    }

    public static IKeyProvider Open(VaultTransitOptions options, TimeProvider? time = null) =>
        KeyProviders.Create(new() { Provider = KeyProviderKind.Vault, Timeout = Timeout, Vault = options }, time ?? TimeProvider.System);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
