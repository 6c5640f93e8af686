using Tidings.Core.Ports;
using Tidings.Storage.Sqlite;
using Tidings.Storage.Tests.Crash;

namespace Tidings.Storage.Tests.Sqlite;

public sealed class DataDirectoryTests : IAsyncDisposable
{
    readonly SqliteRig rig = new();

    public ValueTask DisposeAsync() => rig.DisposeAsync();

    [Fact]
    public async Task A_second_opener_in_the_process_is_refused_until_the_first_has_closed()
    {
        var first = await rig.Open();
        var refused = await Assert.ThrowsAsync<StoreRefusedException>(async () => await rig.Open());
        Assert.Contains($"in use by process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
        await first.DisposeAsync();
        await using var second = await rig.Open();
    }

    [Fact]
    public async Task A_second_process_is_refused_until_the_first_is_killed()
    {
        using var child = new ChildProcess(rig.Backend, rig.CrashTarget);
        Assert.True(await child.ReadAcks(1));
        var refused = await Assert.ThrowsAsync<StoreRefusedException>(async () => await rig.Open());
        Assert.Contains($"in use by process {child.Id}", refused.Message, StringComparison.Ordinal);
        await child.Kill();
        await using var second = await rig.Open();
    }

    [Fact]
    public async Task Data_of_a_newer_version_is_refused_and_left_alone()
    {
        await (await rig.Open()).DisposeAsync();
        using (var connection = new Connection(Path.Combine(rig.Folder, "tidings.db")))
            connection.Execute("PRAGMA user_version = 1000");
        var refused = await Assert.ThrowsAsync<StoreRefusedException>(async () => await rig.Open());
        Assert.Contains("newer version", refused.Message, StringComparison.Ordinal);
        // The refusal let the directory go.
        await Assert.ThrowsAsync<StoreRefusedException>(async () => await rig.Open());
    }

    [Fact]
    public async Task Migrations_run_once()
    {
        await (await rig.Open()).DisposeAsync();
        await (await rig.Open()).DisposeAsync();
        using var connection = new Connection(Path.Combine(rig.Folder, "tidings.db"));
        Assert.Equal(SqlText.Migrations.Count, connection.Number("PRAGMA user_version"));
    }

    [Fact]
    public async Task In_a_folder_that_others_may_read_its_files_are_its_owners_alone_older_ones_too()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has other permissions.");
            return;
        }
        const UnixFileMode OwnerAlone = UnixFileMode.UserRead | UnixFileMode.UserWrite, Everybody = OwnerAlone | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        File.SetUnixFileMode(rig.Folder, Everybody | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        await (await rig.Open()).DisposeAsync();
        File.SetUnixFileMode(Path.Combine(rig.Folder, "tidings.db"), Everybody);
        File.SetUnixFileMode(Path.Combine(rig.Folder, "tidings.lock"), Everybody);
        await using var store = await rig.Open();
        await store.Commit(new() { Sources = [new("s", 0, 1, 0)] });
        string[] files = [.. Directory.EnumerateFiles(rig.Folder)];
        Assert.Contains(files, static file => file.EndsWith("-wal", StringComparison.Ordinal));
        foreach (var file in files)
            Assert.Equal((OwnerAlone, file), (File.GetUnixFileMode(file), file));
    }

    [Fact]
    public async Task A_directory_that_the_store_makes_is_its_owners_alone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has other permissions.");
        var path = Path.Combine(rig.Folder, "made");
        await using var store = SqliteStore.Create(new SqliteStoreOptions { Directory = path }, TimeProvider.System);
        await store.Open(1, TestContext.Current.CancellationToken);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path));
    }

    [Fact]
    public async Task Every_commit_is_synced_to_the_disk()
    {
        await using var store = (SqliteStore)await rig.Open();
        Assert.Equal(2, await store.OnWriter(writer => writer.Number("PRAGMA synchronous")));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_unavailable()
    {
        await File.WriteAllTextAsync(Path.Combine(rig.Folder, "tidings.db"), new string('x', 8192), TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await rig.Open());
    }

    [Theory]
    [InlineData(63, false)]
    [InlineData(64, true)]
    [InlineData(65_536, true)]
    [InlineData(65_537, false)]
    public void Options_are_checked_at_their_limits(int queued, bool fits)
    {
        var options = new SqliteStoreOptions { Directory = rig.Folder, QueuedUnits = queued };
        var failure = Record.Exception(() => SqliteStore.Create(options, TimeProvider.System));
        Assert.Equal(fits, failure is null);
    }
}
