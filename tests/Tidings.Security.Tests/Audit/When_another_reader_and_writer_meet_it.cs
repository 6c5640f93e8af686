using System.Diagnostics;
using Tidings.Security.Audit.Check;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;

namespace Tidings.Security.Tests.Audit;

/// <summary>tests/peers/tlog is written from the specifications alone, in another language.</summary>
public sealed class When_another_reader_and_writer_meet_it
{
    [Theory]
    [InlineData(1), InlineData(256), InlineData(1000)]
    public async Task It_finds_every_entry_included_and_the_growth_consistent(int size)
    {
        using var log = new LogInFolder();
        await File.WriteAllBytesAsync(log.PathOf("earlier"), (await log.Grow(Math.Max(1, size / 3))).ToBytes(), TestContext.Current.CancellationToken);
        await log.Grow(size);
        Assert.Equal((0, $"{size} entries\n"), await Run("verify.js", log.Folder.Location, log.Key.ToString(), log.PathOf("earlier")));
        log.Flip(TilePath.Entries(0, Math.Min(size, 256)), 4);
        Assert.NotEqual(0, (await Run("verify.js", log.Folder.Location, log.Key.ToString(), log.PathOf("earlier"))).Code);
    }

    [Theory]
    [InlineData(600, 512), InlineData(1024, 1024), InlineData(66_000, 65_792)]
    public async Task Of_a_pruned_one_it_finds_what_is_kept_included_and_the_growth_consistent_from_there_on(int size, int minimum)
    {
        using var log = new LogInFolder();
        await File.WriteAllBytesAsync(log.PathOf("before"), (await log.Grow(minimum - 1)).ToBytes(), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(log.PathOf("earlier"), (await log.Grow(minimum)).ToBytes(), TestContext.Current.CancellationToken);
        await log.Grow(size);
        log.Prune(minimum);
        var (folder, key) = (log.Folder.Location, log.Key.ToString());
        Assert.Equal((0, $"{size} entries, kept from {minimum}\n"), await Run("verify.js", folder, key, log.PathOf("earlier")));
        Assert.NotEqual(0, (await Run("verify.js", folder, key, log.PathOf("before"))).Code);
        using var other = new LogInFolder();
        log.Folder.Write(PrunedNote.FileName, other.Sign(minimum, PrunedLog.MinimumAt(minimum).Root).ToBytes());
        Assert.NotEqual(0, (await Run("verify.js", folder, key)).Code);
        log.Prune(minimum);
        log.Flip(Directory.GetFiles(log.PathOf("tile/1"), "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(folder, file)).Order(StringComparer.Ordinal).Last(), 3);
        Assert.NotEqual(0, (await Run("verify.js", folder, key)).Code);
    }

    [Fact]
    public async Task It_finds_two_histories()
    {
        using var log = new LogInFolder();
        using var twin = new LogInFolder(log);
        await log.Grow(400);
        await File.WriteAllBytesAsync(log.PathOf("earlier"), (await twin.Grow(300, " of another history")).ToBytes(), TestContext.Current.CancellationToken);
        Assert.NotEqual(0, (await Run("verify.js", log.Folder.Location, log.Key.ToString(), log.PathOf("earlier"))).Code);
    }

    [Theory]
    [InlineData(1), InlineData(256), InlineData(1000)]
    public async Task Its_own_log_is_read_here_and_a_changed_one_is_not(int size)
    {
        var folder = Directory.CreateTempSubdirectory("tidings-peer-").FullName;
        try
        {
            var key = NoteKey.Parse((await Run("write.js", folder, $"{size}")).Output)!;
            var check = new LogCheck(new FolderTiles(folder), key, []);
            Assert.Equal(size, Assert.IsType<LogVerdict.Good>(await check.Run(TestContext.Current.CancellationToken)).Head.Size);
            var path = Path.Combine(folder, TilePath.Entries(0, Math.Min(size, 256)));
            var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            bytes[4] ^= 1;
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
            Assert.Equal(0, Assert.IsType<LogVerdict.Wrong>(await new LogCheck(new FolderTiles(folder), key, []).Run(TestContext.Current.CancellationToken)).Entry);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    static async Task<(int Code, string Output)> Run(string script, params string[] arguments)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "Tidings.slnx")))
            root = root.Parent;
        Process process;
        try
        {
            process = Process.Start(new ProcessStartInfo("node", [Path.Combine(root.FullName, "tests/peers/tlog", script), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("node is not installed.");
            throw;
        }
        using (process)
        {
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            await errors;
            return (process.ExitCode, output);
        }
    }
}
