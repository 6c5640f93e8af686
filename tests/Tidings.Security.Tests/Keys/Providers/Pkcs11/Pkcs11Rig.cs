using System.Globalization;
using System.Security.Cryptography;
using Tidings.Security.Keys;
using Tidings.Security.Keys.Providers;
using Tidings.Security.Keys.Providers.Pkcs11;
using Tidings.Security.Tests.Keys.Providers.Contract;

namespace Tidings.Security.Tests.Keys.Providers.Pkcs11;

internal sealed class Pkcs11Rig : KeyProviderRig
{
    readonly string _folder = Directory.CreateTempSubdirectory("pkcs11-").FullName;
    readonly string _token = $"t{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}";

    public string Pin { get; } = RandomNumberGenerator.GetInt32(100_000_000, 999_999_999).ToString(CultureInfo.InvariantCulture);

    public string PinFile => Path.Combine(_folder, "pin");

    public override string? Lacks => SoftHsm.Lacks;

    public override IReadOnlyList<string> Secrets => [Pin];

    public Pkcs11Options Options => new()
    {
        Library = SoftHsm.Library,
        Token = _token,
        Pin = new() { File = PinFile },
        GenerateIfMissing = true,
    };

    public override ValueTask<IKeyProvider> Open()
    {
        if (!File.Exists(PinFile))
        {
            SoftHsm.MakeToken(_token, Pin);
            File.WriteAllText(PinFile, Pin + "\n");
        }
        return new(Open(Options));
    }

    public static IKeyProvider Open(Pkcs11Options options) =>
        KeyProviders.Create(new() { Provider = KeyProviderKind.Pkcs11, Timeout = TimeSpan.FromSeconds(20), Pkcs11 = options }, TimeProvider.System);

    public static async Task EndLibrary()
    {
        var module = Pkcs11Module.Of(SoftHsm.Library);
        await module.Alone.WaitAsync();
        module.Unload_NeedsAlone();
        module.Alone.Release();
    }

    public override async ValueTask GoAway()
    {
        SoftHsm.TakeAway();
        await EndLibrary();
    }

    public override ValueTask ComeBack()
    {
        SoftHsm.BringBack();
        return ValueTask.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
