using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Sealing;
using Tidings.Security.Tests.Keys;
using static Tidings.Security.Tests.Keys.SealedFolder;

namespace Tidings.Security.Tests.Sealing;

public sealed class When_somebody_moves_how_far_the_node_is
{
    const string Upgrade = "DELETE FROM master_key WHERE purpose = 'reach-marked'";

    /// <summary>Snapshots of partitions 0 and 1 reach to texts 3 and 4, and a file was brought up to its ninth line.</summary>
    static async Task<SealedFolder> Busy()
    {
        var folder = await SealedFolder.Open();
        folder.Refusals = new(folder.Time, folder.Refused.Add);
        await folder.Commit(new CommitUnit { Journal = [.. Enumerable.Range(1, 6).Select(static number => Row(number, "ada"))] });
        await folder.Commit(new CommitUnit { Marks = [new(0, Id(3)), new(1, Id(4))], Sources = [new("file", 1, 9, 2), new("file", 1, 8, 3)] });
        await folder.Reopen();
        Assert.Empty(folder.Refused);
        Assert.Equal((Id(3), Id(4), default), (await Reach(folder, 0), await Reach(folder, 1), await Reach(folder, 2)));
        Assert.Equal([new("file", 1, 9, 2), new("file", 1, 8, 3)], await folder.Store.ReadSource("file", Cancel));
        return folder;
    }

    static async Task<MessageId> Reach(SealedFolder folder, int partition) => (await folder.Store.TakePartition(partition, "node", Cancel)).SnapshotsUpTo;

    const string Replaced = "tally source or partition: replaced";

    static async Task<StoreTally> Tally(SealedFolder folder) => (await folder.Store.ReadTally(whole: true, Cancel))!.Value.Kept!.Value;

    static async Task Same(SealedFolder folder) => Assert.Equal((await folder.Store.ReadTally(whole: true, Cancel))!.Value.Found, await Tally(folder) with { Tag = 0 });

    static string[] Told(SealedFolder folder) => [.. folder.Refused.Select(static refused => $"{refused.Table} {refused.Row}").Distinct()];

    [Theory]
    [InlineData("snapshots_up_to = snapshots_up_to + 1"), InlineData("snapshots_up_to = snapshots_up_to - 1"), InlineData("snapshots_up_to = 9223372036854775807"), InlineData("tag = NULL"), InlineData("tag = tag + 1")]
    [InlineData("snapshots_up_to = 0, tag = NULL"), InlineData("(snapshots_up_to, tag) = (SELECT snapshots_up_to, tag FROM partition WHERE partition = 1)")]
    public async Task All_of_the_partition_is_folded_again_and_the_start_tells(string change)
    {
        await using var folder = await Busy();
        await folder.Edit($"UPDATE partition SET {change} WHERE partition = 0");
        // By the start alone: nobody has taken it yet.
        Assert.Equal(["partition reach of 0"], Told(folder).Take(1));
        Assert.Equal(change.StartsWith("tag", StringComparison.Ordinal) ? [] : [Replaced], Told(folder).Skip(1));
        Assert.Equal((default, Id(4)), (await Reach(folder, 0), await Reach(folder, 1)));
    }

    [Fact]
    public async Task What_is_written_next_stands_again()
    {
        await using var folder = await Busy();
        await folder.Edit("UPDATE partition SET snapshots_up_to = snapshots_up_to + 1 WHERE partition = 0");
        await folder.Commit(new CommitUnit { Marks = [new(0, Id(5))] });
        folder.Refused.Clear();
        await folder.Reopen();
        Assert.Equal(Id(5), await Reach(folder, 0));
        // That somebody was there is told until it is acknowledged.
        Assert.Equal([Replaced], Told(folder));
    }

    [Fact]
    public async Task Nothing_is_purged_that_no_snapshot_holds()
    {
        await using var folder = await Busy();
        Assert.Equal(new(Id(3).Value + 1), await folder.Store.ReadPurgeEnd(Id(9), 100, Cancel));
        await folder.Edit("UPDATE partition SET snapshots_up_to = 9223372036854775807 WHERE partition = 0");
        Assert.Equal(default, await folder.Store.ReadPurgeEnd(Id(9), 100, Cancel));
    }

    [Fact]
    public async Task A_mark_of_before_that_was_put_back_has_more_read_again_and_nothing_passed_over_and_each_start_tells()
    {
        await using var folder = await Busy();
        await folder.Edit("CREATE TABLE kept AS SELECT * FROM partition; UPDATE kept SET tag = tag");
        await folder.Commit(new CommitUnit { Marks = [new(0, Id(5))] });
        Assert.Empty(folder.Refused);
        await folder.Edit("UPDATE partition SET (snapshots_up_to, tag) = (SELECT snapshots_up_to, tag FROM kept WHERE kept.partition = partition.partition)");
        Assert.Equal(Id(3), await Reach(folder, 0));
        Assert.Equal([Replaced], Told(folder));
        await folder.Commit(new CommitUnit { Marks = [new(0, Id(6)), new(1, Id(6))] });
        folder.Refused.Clear();
        await folder.Reopen();
        Assert.Equal([Replaced], Told(folder));
    }

    [Theory]
    [InlineData("DELETE FROM source WHERE partition = 2", "tally source: 1 of 2"), InlineData("DELETE FROM source", "tally source: 0 of 2"), InlineData("DELETE FROM partition WHERE partition = 0", Replaced)]
    public async Task A_row_that_was_dropped_is_missed_at_each_start_whatever_is_brought_again(string edit, string told)
    {
        await using var folder = await Busy();
        await folder.Edit(edit);
        // The row of a partition is there again, without a mark, which is told before.
        Assert.Equal(told, Told(folder)[^1]);
        Assert.Equal(SealTrouble.RowsMissing, folder.Refused[^1].Why);
        // Nothing that it says is about what was sent.
        Assert.False(folder.Store.MayLackSubmissions);
        await folder.Commit(new CommitUnit { Marks = [new(0, Id(5))], Sources = [new("file", 1, 9, 2)] });
        folder.Refused.Clear();
        await folder.Reopen();
        Assert.NotEmpty(Told(folder));
    }

    [Fact]
    public async Task A_row_of_a_source_of_before_that_was_put_back_is_told_though_its_mark_is_true()
    {
        await using var folder = await Busy();
        await folder.Edit("CREATE TABLE kept AS SELECT * FROM source; UPDATE kept SET tag = tag");
        await folder.Commit(new CommitUnit { Sources = [new("file", 1, 12, 2)] });
        Assert.Empty(folder.Refused);
        await folder.Edit("INSERT OR REPLACE INTO source SELECT * FROM kept");
        Assert.Equal([Replaced], Told(folder));
        Assert.Equal([new("file", 1, 9, 2), new("file", 1, 8, 3)], await folder.Store.ReadSource("file", Cancel));
    }

    [Fact]
    public async Task What_is_taken_away_while_the_node_runs_and_brought_again_is_missed()
    {
        await using var folder = await Busy();
        await using (var thief = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={System.IO.Path.Combine(folder.Path, "tidings.db")};Pooling=False"))
        {
            await thief.OpenAsync(Cancel);
            await using var command = thief.CreateCommand();
            command.CommandText = "DELETE FROM source WHERE partition = 2; UPDATE tally SET sources = sources - 1";
            await command.ExecuteNonQueryAsync(Cancel);
        }
        await folder.Commit(new CommitUnit { Sources = [new("file", 1, 10, 2)] });
        await folder.Reopen();
        Assert.Equal(["tally source: 2 of 3"], Told(folder));
    }

    [Fact]
    public async Task A_unit_that_fails_or_brings_nothing_new_counts_for_nothing()
    {
        await using var folder = await Busy();
        await folder.Commit(new CommitUnit { Documents = [new("thing", "one", 1, Noon, new byte[1])] });
        await Assert.ThrowsAsync<StoreConflictException>(async () =>
            await folder.Store.Commit(new() { Marks = [new(2, Id(6))], Sources = [new("file", 1, 50, 2), new("new", 0, 1, 0)], Documents = [new("thing", "one", 1, Noon, new byte[1])] }));
        await folder.Commit(new CommitUnit { Marks = [new(2, Id(5)), new(2, Id(4)), new(2, Id(4))], Sources = [new("file", 1, 8, 2), new("file", 1, 9, 2), new("file", 1, 10, 2), new("file", 1, 11, 2), new("late", 0, 1, 0)] });
        await Same(folder);
        await folder.Reopen();
        Assert.Empty(folder.Refused);
        Assert.Equal(3, (await Tally(folder)).Sources);
    }

    [Theory]
    [InlineData("UPDATE source SET high = high + 1 WHERE partition = 2", "source file/1/2"), InlineData("UPDATE source SET high = high - 1 WHERE partition = 2", "source file/1/2")]
    [InlineData("UPDATE source SET tag = NULL WHERE partition = 2", "source file/1/2"), InlineData("UPDATE source SET tag = tag + 1 WHERE partition = 2", "source file/1/2")]
    [InlineData("UPDATE source SET partition = 4 WHERE partition = 2", "source file/1/4"), InlineData("UPDATE source SET source_partition = 2 WHERE partition = 2", "source file/2/2")]
    [InlineData("UPDATE source SET source = 'elif' WHERE partition = 2", "source elif/1/2")]
    [InlineData("UPDATE source SET (high, tag) = (SELECT high, tag FROM source WHERE partition = 3) WHERE partition = 2", "source file/1/2")]
    public async Task What_a_source_brought_counts_as_not_brought_and_the_start_tells(string edit, string told)
    {
        await using var folder = await Busy();
        await folder.Edit(edit);
        Assert.Equal([told], Told(folder).Take(1));
        Assert.Equal(edit.StartsWith("UPDATE source SET tag", StringComparison.Ordinal) ? [] : [Replaced], Told(folder).Skip(1));
        Assert.Equal([new("file", 1, 8, 3)], await folder.Store.ReadSource("file", Cancel));
        Assert.Empty(await folder.Store.ReadSource("elif", Cancel));
    }

    [Fact]
    public async Task A_source_that_was_raised_gives_way_to_what_is_brought_and_one_of_ours_only_rises()
    {
        await using var folder = await Busy();
        await folder.Edit("UPDATE source SET high = 100 WHERE partition = 2");
        await folder.Commit(new CommitUnit { Sources = [new("file", 1, 5, 2), new("file", 1, 5, 3)] });
        Assert.Equal([new("file", 1, 5, 2), new("file", 1, 8, 3)], await folder.Store.ReadSource("file", Cancel));
        folder.Refused.Clear();
        await folder.Reopen();
        Assert.Equal([Replaced], Told(folder));
    }

    [Fact]
    public async Task Data_of_a_version_before_is_marked_once_as_it_stands()
    {
        await using var folder = await Busy();
        folder.Refusals = null;
        await folder.Edit("UPDATE partition SET tag = NULL; UPDATE source SET tag = NULL");
        await folder.Edit(Upgrade, "keys.db");
        folder.Refusals = new(folder.Time, folder.Refused.Add);
        await folder.Reopen();
        Assert.Empty(folder.Refused);
        Assert.Equal((Id(3), Id(4), default), (await Reach(folder, 0), await Reach(folder, 1), await Reach(folder, 7)));
        Assert.Equal(2, (await folder.Store.ReadSource("file", Cancel)).Count);
        // And never again: whoever takes the marks away takes them away.
        await folder.Edit("UPDATE partition SET tag = NULL WHERE partition < 2; UPDATE source SET tag = NULL WHERE partition = 3");
        Assert.Equal(["partition reach of 0", "partition reach of 1", "source file/1/3"], Told(folder));
        Assert.Equal(default, await Reach(folder, 0));
    }

    [Fact]
    public async Task A_tool_that_looks_for_such_rows_stops_at_the_first()
    {
        await using var folder = await Busy();
        await folder.Edit("UPDATE partition SET snapshots_up_to = snapshots_up_to + 1 WHERE partition = 0");
        folder.Refusals = null;
        await folder.Reopen();
        var refused = await Assert.ThrowsAsync<SealRefusedException>(async () => await folder.Store.ReadTally(whole: true, Cancel));
        Assert.Equal("reach of 0", refused.Row);
    }
}
