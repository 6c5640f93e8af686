using Tidings.Security.Keys;
using Tidings.Security.Keys.Providers.Keyring;

namespace Tidings.Security.Tests.Keys.Providers.Keyring;

[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class When_a_keyring_file_is_not_safe : IAsyncLifetime
{
    readonly FileRig _rig = new(underPassphrase: false);
    IKeyProvider _provider = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _provider = await _rig.Open();

    public async ValueTask DisposeAsync()
    {
        await _provider.DisposeAsync();
        await _rig.DisposeAsync();
    }

    Task<KeyRefusedException> Refused() => Assert.ThrowsAsync<KeyRefusedException>(async () => await _provider.CurrentRoot(Cancel));

    [Fact]
    public async Task It_was_made_for_its_user_alone_and_stays_so_when_rotated()
    {
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_rig.Path));
        await _provider.RotateRoot(Cancel);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_rig.Path));
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherExecute)]
    public async Task Any_permission_of_others_refuses_it(UnixFileMode others)
    {
        var safe = File.GetUnixFileMode(_rig.Path);
        File.SetUnixFileMode(_rig.Path, safe | others);
        Assert.Contains("chmod 600", (await Refused()).Message, StringComparison.Ordinal);
        File.SetUnixFileMode(_rig.Path, safe);
        await _provider.CurrentRoot(Cancel);
    }

    [Fact]
    public async Task A_link_in_its_place_refuses_it()
    {
        File.Move(_rig.Path, _rig.Path + ".real");
        File.CreateSymbolicLink(_rig.Path, _rig.Path + ".real");
        Assert.Contains("not a link", (await Refused()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_others_can_write_to_refuses_it()
    {
        File.SetUnixFileMode(_rig.Folder, File.GetUnixFileMode(_rig.Folder) | UnixFileMode.OtherWrite);
        Assert.Contains("folder", (await Refused()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_flipped_bit_anywhere_in_it_refuses_it()
    {
        var whole = await File.ReadAllBytesAsync(_rig.Path, Cancel);
        for (var i = 0; i < whole.Length - 1; i++)
        {
            whole[i] ^= 1;
            await File.WriteAllBytesAsync(_rig.Path, whole, Cancel);
            await Refused();
            whole[i] ^= 1;
        }
    }

    [Fact]
    public async Task A_lost_file_is_never_made_anew_by_a_call()
    {
        File.Delete(_rig.Path);
        await Assert.ThrowsAsync<KeyProviderUnavailableException>(async () => await _provider.Wrap(new byte[32], "", Cancel));
        await Assert.ThrowsAsync<KeyProviderUnavailableException>(async () => await _provider.RotateRoot(Cancel));
        Assert.False(File.Exists(_rig.Path));
    }

    [Fact]
    public void What_is_opened_tells_its_owner()
    {
        using var file = File.OpenHandle(_rig.Path);
        Assert.Equal(UnixFiles.EffectiveUser, UnixFiles.Of(file).Owner);
        Assert.Equal(UnixFiles.Of(file), UnixFiles.AtName(_rig.Path));
    }
}
