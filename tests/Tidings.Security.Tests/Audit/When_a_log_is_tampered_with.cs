using Tidings.Security.Audit.Check;
using Tidings.Security.Audit.Log;
using Tidings.Security.Audit.Notes;

namespace Tidings.Security.Tests.Audit;

public sealed class When_a_log_is_tampered_with : IDisposable
{
    readonly LogInFolder _log = new();

    public void Dispose() => _log.Dispose();

    async Task<LogVerdict.Wrong> Wrong(params SignedNote[] seen) => Assert.IsType<LogVerdict.Wrong>(await _log.Check(seen));

    [Theory]
    [InlineData(1), InlineData(256), InlineData(1000)]
    public async Task An_untouched_one_is_good(int size)
    {
        var first = await _log.Grow(Math.Max(1, size / 2));
        await _log.Grow(size);
        Assert.Equal(size, Assert.IsType<LogVerdict.Good>(await _log.Check(first)).Head.Size);
    }

    [Fact]
    public async Task A_changed_entry_is_named()
    {
        await _log.Grow(1000);
        _log.Flip("tile/entries/001", 20);
        Assert.Equal(257, (await Wrong()).Entry);
    }

    [Fact]
    public async Task Entries_that_changed_places_are_named()
    {
        await _log.Grow(300);
        var path = _log.PathOf("tile/entries/000");
        var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        // "entry 3" and "entry 4", 9 bytes each with their lengths.
        await File.WriteAllBytesAsync(path, [.. bytes[..27], .. bytes[36..45], .. bytes[27..36], .. bytes[45..]], TestContext.Current.CancellationToken);
        Assert.Equal(3, (await Wrong()).Entry);
    }

    [Theory]
    [InlineData("tile/0/002", 2 * 256), InlineData("tile/0/003.p/232", 3 * 256)]
    public async Task A_changed_leaf_is_named_with_its_tile(string tile, long entry)
    {
        await _log.Grow(1000);
        _log.Flip(tile, 3);
        var wrong = await Wrong();
        Assert.Equal(entry, wrong.Entry);
        Assert.Contains(tile + " was changed", wrong.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_node_is_named_with_its_tile()
    {
        await _log.Grow(1000);
        _log.Flip("tile/1/000.p/3", 33);
        Assert.Contains("tile/1/000.p/3 was changed: its hash 1", (await Wrong()).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_tile_is_named()
    {
        await _log.Grow(1000);
        File.Delete(_log.PathOf("tile/0/001"));
        Assert.Equal("tile/0/001 is missing.", (await Wrong()).What);
    }

    [Fact]
    public async Task A_changed_checkpoint_is_not_signed()
    {
        await _log.Grow(10);
        _log.Folder.Write("checkpoint", System.Text.Encoding.UTF8.GetBytes(_log.Note.ToString().Replace("\n10\n", "\n11\n", StringComparison.Ordinal)));
        Assert.Contains("not signed by log.example/tidings", (await Wrong()).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Yesterdays_copy_is_found_by_a_checkpoint_that_was_kept()
    {
        var yesterday = await _log.Grow(10);
        var kept = await _log.Grow(300);
        _log.Folder.Write("checkpoint", yesterday.ToBytes());
        Assert.Contains("rolled back: it has 10 entries, and a checkpoint over 300", (await Wrong(kept)).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(300), InlineData(400)]
    public async Task Two_histories_are_found_by_a_checkpoint_that_was_kept(int size)
    {
        using var twin = new LogInFolder(_log);
        await _log.Grow(100);
        await twin.Grow(100);
        var kept = await twin.Grow(300, " of another history");
        await _log.Grow(size);
        Assert.IsType<LogVerdict.Good>(await _log.Check());
        Assert.Contains("two histories: its first 300 entries", (await Wrong(kept)).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_writer_that_is_led_to_other_entries_refuses_to_go_on()
    {
        await _log.Grow(300);
        _log.Flip("tile/0/001.p/44", 3);
        var same = await _log.Open();
        Assert.Equal(0, same.Size);
        for (var i = 0; i < 300; i++)
            same.Append(LogInFolder.Entry(i));
        var other = await _log.Open();
        for (var i = 0; i < 299; i++)
            other.Append(LogInFolder.Entry(i));
        Assert.Contains("not those that were signed", Assert.Throws<LogException>(() => other.Append("entry 300"u8)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_writer_with_fewer_entries_than_were_signed_does_not_sign()
    {
        await _log.Grow(300);
        Directory.Delete(_log.PathOf("tile"), recursive: true);
        var writer = await _log.Open();
        for (var i = 0; i < 299; i++)
            writer.Append(LogInFolder.Entry(i));
        Assert.Contains("rolled back to an older copy", Assert.Throws<LogException>(() => writer.Sign(LogInFolder.Now)).Message, StringComparison.Ordinal);
        writer.Append(LogInFolder.Entry(299));
        Assert.Equal(_log.Note.ToString(), writer.Sign(LogInFolder.Now).ToString());
        Assert.IsType<LogVerdict.Good>(await RepairedByMore());
    }

    async Task<LogVerdict> RepairedByMore()
    {
        var writer = await _log.Open();
        for (var i = (int)writer.Size; i < 301; i++)
            writer.Append(LogInFolder.Entry(i));
        writer.Sign(LogInFolder.Now);
        return await _log.Check();
    }
}
