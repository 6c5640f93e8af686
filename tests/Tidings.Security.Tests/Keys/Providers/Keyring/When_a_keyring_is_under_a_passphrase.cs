using System.Text;
using Tidings.Security.Keys;
using Tidings.Security.Keys.Providers;
using Tidings.Security.Keys.Providers.Keyring;

namespace Tidings.Security.Tests.Keys.Providers.Keyring;

public sealed class When_a_keyring_is_under_a_passphrase : IAsyncLifetime
{
    readonly FileRig _rig = new(underPassphrase: true);
    IKeyProvider _provider = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _provider = await _rig.Open();

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await _rig.DisposeAsync();
    }

    async Task<string> Refusal(IKeyProvider provider) =>
        (await Assert.ThrowsAsync<KeyRefusedException>(async () => await provider.CurrentRoot(Cancel))).Message;

    IKeyProvider With(SecretOptions passphrase)
    {
        var options = _rig.Options;
        options.Passphrase = passphrase;
        return KeyProviders.Create(new() { Provider = KeyProviderKind.File, File = options }, TimeProvider.System);
    }

    [Fact]
    public async Task It_is_changed_in_place_and_what_the_root_wrapped_still_opens()
    {
        var wrapped = await _provider.Wrap(new byte[32], "a context", Cancel);
        var next = Path.Combine(_rig.Folder, "next");
        await File.WriteAllTextAsync(next, "a longer passphrase\n", Cancel);
        await KeyringPassphraseChange.Run(_rig.Options, new() { File = next }, TimeProvider.System, Cancel);
        await using var old = With(new() { File = _rig.PassphraseFile });
        Assert.Equal("The passphrase does not open the keyring.", await Refusal(old));
        await using var fresh = With(new() { File = next });
        Assert.Equal(new byte[32], await fresh.Unwrap(wrapped, "a context", Cancel));
        // A wrong one changes nothing.
        await Assert.ThrowsAsync<KeyRefusedException>(() => KeyringPassphraseChange.Run(_rig.Options, new() { File = _rig.PassphraseFile }, TimeProvider.System, Cancel));
        Assert.Equal(await fresh.CurrentRoot(Cancel), wrapped.RootKeyId);
    }

    [Fact]
    public async Task One_that_was_made_without_gets_one()
    {
        await using var rig = new FileRig(underPassphrase: false);
        await using var made = await rig.Open();
        var root = await made.CurrentRoot(Cancel);
        await KeyringPassphraseChange.Run(rig.Options, new() { File = rig.PassphraseFile }, TimeProvider.System, Cancel);
        var options = rig.Options;
        options.Passphrase = new() { File = rig.PassphraseFile };
        await using var fresh = KeyProviders.Create(new() { Provider = KeyProviderKind.File, File = options }, TimeProvider.System);
        Assert.Equal(root, await fresh.CurrentRoot(Cancel));
        Assert.Contains("under a passphrase", await Refusal(made), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_one_is_one_clear_refusal_until_it_is_corrected()
    {
        var right = await File.ReadAllTextAsync(_rig.PassphraseFile, Cancel);
        await using var provider = With(new() { File = _rig.PassphraseFile });
        await File.WriteAllTextAsync(_rig.PassphraseFile, "wrong\n", Cancel);
        Assert.Equal("The passphrase does not open the keyring.", await Refusal(provider));
        await File.WriteAllTextAsync(_rig.PassphraseFile, right, Cancel);
        Assert.Equal(await _provider.CurrentRoot(Cancel), await provider.CurrentRoot(Cancel));
    }

    [Fact]
    public async Task None_is_a_refusal()
    {
        await using var provider = With(new());
        Assert.Contains("none is configured", await Refusal(provider), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_environment_can_hold_it()
    {
        const string variable = "TIDINGS_TEST_PASSPHRASE";
        Environment.SetEnvironmentVariable(variable, (await File.ReadAllLinesAsync(_rig.PassphraseFile, Cancel))[0]);
        await using var provider = With(new() { Variable = variable });
        Assert.Equal(await _provider.CurrentRoot(Cancel), await provider.CurrentRoot(Cancel));
    }

    [Fact]
    public async Task A_credential_of_systemd_can_hold_it()
    {
        Environment.SetEnvironmentVariable("CREDENTIALS_DIRECTORY", _rig.Folder);
        await using var provider = With(new() { Credential = Path.GetFileName(_rig.PassphraseFile) });
        Assert.Equal(await _provider.CurrentRoot(Cancel), await provider.CurrentRoot(Cancel));
    }

    [Fact]
    public async Task A_rotation_keeps_the_file_under_it()
    {
        await _provider.RotateRoot(Cancel);
        await using var provider = With(new());
        await Refusal(provider);
    }

    [Fact]
    public async Task Nobody_can_make_it_cheaper_to_guess()
    {
        var text = Encoding.UTF8.GetString(await File.ReadAllBytesAsync(_rig.Path, Cancel));
        Assert.Contains("\"MemoryKiB\":65536", text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(_rig.Path, text.Replace("\"MemoryKiB\":65536", "\"MemoryKiB\":8", StringComparison.Ordinal), Cancel);
        Assert.Contains("damaged", await Refusal(_provider), StringComparison.Ordinal);
    }
}
