using System.Security.Cryptography;
using Tidings.Security.Keys;
using Tidings.Security.Keys.Providers;
using Tidings.Security.Keys.Providers.Keyring;
using Tidings.Security.Tests.Keys.Providers.Contract;

namespace Tidings.Security.Tests.Keys.Providers.Keyring;

internal sealed class FileRig(bool underPassphrase) : KeyProviderRig
{
    readonly string _passphrase = Convert.ToHexString(RandomNumberGenerator.GetBytes(12));

    public string Folder { get; } = Directory.CreateTempSubdirectory("keyring-").FullName;

    public string Path => System.IO.Path.Combine(Folder, "keyring");

    public string PassphraseFile => System.IO.Path.Combine(Folder, "passphrase");

    public override IReadOnlyList<string> Secrets => [_passphrase];

    public FileKeyringOptions Options => new()
    {
        Path = Path,
        CreateIfMissing = true,
        Passphrase = new SecretOptions { File = underPassphrase ? PassphraseFile : null },
    };

    public override ValueTask<IKeyProvider> Open()
    {
        File.WriteAllText(PassphraseFile, _passphrase + "\n");
        return new(KeyProviders.Create(new() { Provider = KeyProviderKind.File, Timeout = TimeSpan.FromSeconds(20), File = Options }, TimeProvider.System));
    }

    public override ValueTask GoAway()
    {
        Directory.Move(Folder, Folder + ".away");
        return ValueTask.CompletedTask;
    }

    public override ValueTask ComeBack()
    {
        Directory.Move(Folder + ".away", Folder);
        return ValueTask.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
