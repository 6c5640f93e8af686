using Tidings.Security.Audit.Check;
using Tidings.Security.Audit.Log;
using Tidings.Security.Audit.Notes;
using Tidings.Security.Audit.Tree;

namespace Tidings.Security.Tests.Audit;

/// <summary>C2SP tlog-tiles, "Pruning": what is promised of a log from its minimum index on.</summary>
public sealed class When_a_log_is_pruned : IDisposable
{
    readonly LogInFolder _log = new();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    TiledTree Tree(long size) => new(new FolderTiles(_log.Folder.Location), size);

    async Task<LogVerdict.Wrong> Wrong(params SignedNote[] seen) => Assert.IsType<LogVerdict.Wrong>(await _log.Check(seen));

    async Task IsGood(long size, long pruned, params SignedNote[] seen)
    {
        var verdict = await _log.Check(seen);
        Assert.True(verdict is LogVerdict.Good, (verdict as LogVerdict.Wrong)?.What);
        Assert.Equal((size, pruned), (((LogVerdict.Good)verdict).Head.Size, ((LogVerdict.Good)verdict).Pruned!.Size));
    }

    [Theory]
    [InlineData(600, 256), InlineData(1000, 768), InlineData(1024, 1024), InlineData(66_000, 65_536), InlineData(70_000, 66_048), InlineData(140_000, 131_328)]
    public async Task Every_entry_that_is_kept_is_proved_and_every_size_from_there_on_is_consistent(int size, int minimum)
    {
        var head = Checkpoint.Parse((await _log.Grow(size)).Text)!;
        _log.Prune(minimum);
        Assert.False(File.Exists(_log.PathOf("tile/entries/000")));
        Assert.False(File.Exists(_log.PathOf("tile/0/000")));
        Assert.Equal(minimum < 65_536, Path.Exists(_log.PathOf("tile/1/000")) || Path.Exists(_log.PathOf("tile/1/000.p")));
        await IsGood(size, minimum);
        var tree = Tree(size);
        Assert.Equal(head.Root, await tree.Root(Cancel));
        foreach (var index in (int[])[.. Enumerable.Range(minimum, size - minimum).Where(index => index < minimum + 3 || index > size - 3 || index % 257 == 0)])
        {
            var proof = await tree.Inclusion(index, Cancel);
            Assert.True(MerkleProof.Includes(index, size, MerkleHash.Leaf(LogInFolder.Entry(index)), proof, head.Root));
        }
        var roots = PrunedLog.MinimumAt(minimum).Tree(static (_, _, _) => { })!;
        for (var older = minimum; older < size; older++)
        {
            if (older < minimum + 3 || older > size - 3 || older % 255 == 0)
            {
                var proof = await tree.Consistency(older, Cancel);
                Assert.True(MerkleProof.Extends(older, roots.Root(), size, head.Root, proof), $"{older}");
            }
            roots.Append(MerkleHash.Leaf(LogInFolder.Entry(older)));
        }
    }

    [Theory]
    [InlineData(600, 256), InlineData(66_000, 65_792)]
    public async Task It_goes_on_and_is_consistent_with_what_was_signed_before(int size, int index)
    {
        var kept = await _log.Grow(size);
        var minimum = _log.Prune(index);
        await _log.Grow(size + 700, minimum: minimum);
        await IsGood(size + 700, index, kept);
        using var whole = new LogInFolder(_log);
        Assert.Equal(_log.Note.Text, (await whole.Grow(size + 700)).Text);
    }

    [Theory]
    [InlineData(600, 256), InlineData(66_000, 65_792)]
    public async Task Tiles_that_were_lost_are_made_again_from_there_on(int size, int index)
    {
        var kept = await _log.Grow(size);
        var minimum = _log.Prune(index);
        Directory.Delete(_log.PathOf("tile"), recursive: true);
        var writer = await _log.Open(minimum);
        Assert.Equal(index, writer.Size);
        await _log.Grow(size + 1, minimum: minimum);
        await IsGood(size + 1, index, kept);
        Directory.Delete(_log.PathOf("tile"), recursive: true);
        var other = await _log.Open(minimum);
        for (var i = index; i < size; i++)
            other.Append(LogInFolder.Entry(i));
        Assert.Throws<LogException>(() => other.Append("another"u8));
    }

    [Fact]
    public async Task A_checkpoint_of_before_that_is_put_back_or_none_ends_it()
    {
        var older = await _log.Grow(200);
        await _log.Grow(600);
        var minimum = _log.Prune(512);
        _log.Folder.Write("checkpoint", older.ToBytes());
        Assert.Contains("kept from entry 512 on, since those before were pruned, and the checkpoint is over 200", (await Assert.ThrowsAsync<LogException>(() => _log.Open(minimum))).Message, StringComparison.Ordinal);
        File.Delete(_log.PathOf("checkpoint"));
        Assert.Contains("there is no checkpoint", (await Assert.ThrowsAsync<LogException>(() => _log.Open(minimum))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_of_before_is_compared_where_kept_hashes_lead_there_and_otherwise_said_to_be_too_old()
    {
        var (old, whole) = (await _log.Grow(300), await _log.Grow(512));
        await _log.Grow(1000);
        _log.Prune(768);
        await IsGood(1000, 768, whole);
        Assert.Contains("over 300 entries, and the log is kept from entry 768 on", (await Wrong(old)).What, StringComparison.Ordinal);
        using var twin = new LogInFolder(_log);
        Assert.Contains("two histories: its first 512 entries", (await Wrong(await twin.Grow(512, " of another history"))).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_histories_are_found_from_there_on()
    {
        using var twin = new LogInFolder(_log);
        await twin.Grow(800);
        var other = await twin.Grow(900, " of another history");
        await _log.Grow(1000);
        _log.Prune(768);
        Assert.Contains("two histories: its first 900 entries", (await Wrong(other)).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Entries_that_somebody_deleted_are_missed_before_and_after_it()
    {
        await _log.Grow(1000);
        _log.Drop(512);
        // Nothing says that they were pruned.
        Assert.Equal("tile/entries/000 is missing.", (await Wrong()).What);
        _log.Prune(512);
        await IsGood(1000, 512);
        File.Delete(_log.PathOf("tile/entries/002"));
        Assert.Equal("tile/entries/002 is missing.", (await Wrong()).What);
    }

    [Fact]
    public async Task Entries_above_it_that_were_changed_are_named()
    {
        await _log.Grow(1000);
        _log.Prune(512);
        _log.Flip("tile/entries/002", 20);
        Assert.Equal(513, (await Wrong()).Entry);
    }

    [Fact]
    public async Task What_leads_from_the_pruned_entries_to_the_root_is_held_against_it()
    {
        await _log.Grow(1000);
        _log.Prune(512);
        _log.Flip("tile/1/000.p/3", 33);
        Assert.Contains("The hashes of the 512 entries that were pruned were changed", (await Wrong()).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_says_that_it_was_pruned_without_the_logs_key()
    {
        await _log.Grow(1000);
        var good = _log.Sign(512, PrunedLog.MinimumAt(512).Root).ToBytes();
        using var other = new LogInFolder();
        foreach (var forged in (byte[][])[other.Sign(512, PrunedLog.MinimumAt(512).Root).ToBytes(), System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(good).Replace("\n512\n", "\n768\n", StringComparison.Ordinal))])
        {
            _log.Folder.Write(PrunedNote.FileName, forged);
            Assert.Equal("pruned is not signed by log.example/tidings.", (await Wrong()).What);
        }
        // A head is no such note, and the other way round.
        _log.Folder.Write(PrunedNote.FileName, _log.Note.ToBytes());
        Assert.Contains("does not say from where", (await Wrong()).What, StringComparison.Ordinal);
        _log.Folder.Write("checkpoint", good);
        Assert.Contains("checkpoint is not signed", (await Wrong()).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_of_it_is_as_good_and_an_older_copy_keeps_what_it_has()
    {
        var folder = Directory.CreateTempSubdirectory("tidings-copy-").FullName;
        try
        {
            await _log.Grow(600);
            var older = new LogFolder(Path.Combine(folder, "older"));
            await LogCopy.Copy(new FolderTiles(_log.Folder.Location), older, Cancel);
            await _log.Grow(1000);
            _log.Prune(512);
            var copy = new LogFolder(Path.Combine(folder, "copy"));
            foreach (var to in (LogFolder[])[copy, older])
            {
                Assert.Equal(1000, await LogCopy.Copy(new FolderTiles(_log.Folder.Location), to, Cancel));
                Assert.IsType<LogVerdict.Good>(await new LogCheck(new FolderTiles(to.Location), _log.Key, []).Run(Cancel));
            }
            Assert.Equal((-1, true), (copy.LengthOf("tile/entries/001"), older.LengthOf("tile/entries/001") > 0));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("tile/0/000", 256), InlineData("tile/entries/001", 512), InlineData("tile/entries/x001/234.p/7", 1235 * 256), InlineData("tile/1/002", 3 * 65_536), InlineData("tile/2/x001/x000/000", 1_000_001L << 24)]
    [InlineData("tile/63/000", long.MaxValue), InlineData("tile/0/x999/x999/x999/x999/x999/999", 1_000_000_000_000_000_000 << 8)]
    public void A_tiles_end_is_where_the_next_one_begins(string path, long end)
    {
        Assert.True(TilePath.IsOne(path));
        Assert.Equal(end < 0 ? long.MaxValue : end, TilePath.End(path));
    }

    [Fact]
    public void What_is_stored_of_it_is_read_again_and_nothing_else_is()
    {
        var minimum = PrunedLog.MinimumAt(768);
        var row = minimum.ToRow(3, LogInFolder.Now);
        var read = LogMinimum.Of(row)!;
        Assert.Equal((768, minimum.Before), (read.Index, read.Before));
        Assert.Equal(minimum.Root, read.Root);
        var body = row.Body.ToArray();
        Assert.Null(LogMinimum.Of(row with { Body = "{}"u8.ToArray() }));
        Assert.Null(LogMinimum.Of(row with { Body = System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(body).Replace("768", "512", StringComparison.Ordinal)) }));
        Assert.Null(LogMinimum.Of(row with { Body = PrunedLog.MinimumAt(768, " of another history") is var other ? (minimum with { Edge = other.Edge }).ToRow(3, LogInFolder.Now).Body : default }));
    }
}
