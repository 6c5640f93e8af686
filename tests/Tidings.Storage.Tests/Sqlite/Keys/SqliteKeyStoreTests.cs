using System.Text;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Storage.Sqlite.Keys;
using Tidings.Storage.Tests.Contract;

namespace Tidings.Storage.Tests.Sqlite.Keys;

public sealed class SqliteKeyStoreTests : KeyStoreContract
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tidings-keys-");

    string DataFile => Path.Combine(folder.FullName, SqliteKeyStore.FileName);

    protected override IKeyStore Make() => SqliteKeyStore.Create(folder.FullName);

    protected override byte[] Everything() => [.. folder.EnumerateFiles("keys.db*").SelectMany(static file =>
    {
        using var read = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[read.Length];
        read.ReadExactly(bytes);
        return bytes;
    })];

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Its_files_are_their_owners_alone_whatever_they_were()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no such permissions here.");
        await Store.AddKeys([new(0, "a", 1, new byte[98].Select(static _ => (byte)7).ToArray())], Cancel);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(DataFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        await Reopen();
        Assert.All(folder.EnumerateFiles("keys.*"), static file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode));
    }

    [Fact]
    public async Task The_journal_did_hold_the_key_until_it_was_overwritten()
    {
        var marker = Encoding.UTF8.GetBytes("a key to look for".PadRight(98, '#'));
        await Store.AddKeys([new(0, "a", 1, marker), new(0, "b", 1, marker)], Cancel);
        // An ordinary change leaves the page as it was in the journal: what a destruction must not.
        var page = await Store.ReadPage(0, 10, Cancel);
        await Store.Rewrap([.. page.Select(row => new Rewrapping(row.Position, row.Wrapped, Enumerable.Repeat((byte)1, 98).ToArray()))], Cancel);
        Assert.True(OnDisk("a key to look for"));
        await Store.Destroy(["a"], Sample.Noon, Cancel);
        Assert.False(OnDisk("a key to look for"));
    }

    [Fact]
    public async Task What_a_crash_left_in_the_journal_is_overwritten_at_the_next_start()
    {
        await Store.AddKeys([new(0, "a", 1, Enumerable.Repeat((byte)1, 98).ToArray())], Cancel);
        await Store.DisposeAsync();
        File.WriteAllBytes(DataFile + "-journal", [.. new byte[512], .. Encoding.UTF8.GetBytes("a key to look for")]);
        await Reopen();
        Assert.False(OnDisk("a key to look for"));
        Assert.Single(await Store.ReadKeys(["a"], Cancel));
    }
}
