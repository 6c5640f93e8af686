using Microsoft.Data.Sqlite;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Keys;
using Tidings.Security.Sealing;
using Tidings.Security.Tests.Keys;
using Tidings.Storage.Sqlite;
using Tidings.Storage.Sqlite.Keys;
using static Tidings.Security.Tests.Keys.SealedFolder;

namespace Tidings.Security.Tests.Sealing;

/// <summary>Data of the version before (tables 6), whose tally says nothing of sources and partitions.</summary>
public sealed class When_sources_come_into_the_tally
{
    const string Forgotten = "DELETE FROM master_key WHERE purpose = 'reach-tallied'";
    const string Columns = "ALTER TABLE tally DROP COLUMN sources; ALTER TABLE tally DROP COLUMN reach; PRAGMA user_version = 6";

    static async Task<SealedFolder> Busy()
    {
        var folder = await SealedFolder.Open();
        folder.Refusals = new(folder.Time, folder.Refused.Add);
        await folder.Commit(new CommitUnit { Journal = [.. Enumerable.Range(1, 6).Select(static number => Row(number, "ada"))], Audit = new(1, new byte[] { 0, 1, 7 }) });
        await folder.Commit(new CommitUnit { Marks = [new(0, Id(3))], Sources = [new("file", 1, 9, 2), new("file", 1, 8, 3)], Deferred = [new(Id(5), "alpha", Noon.AddHours(1))] });
        await folder.Reopen();
        Assert.Empty(folder.Refused);
        return folder;
    }

    static async Task<TallyRead> Tally(SealedFolder folder) => (await folder.Store.ReadTally(whole: true, Cancel))!.Value;

    static async Task Same(SealedFolder folder)
    {
        var read = await Tally(folder);
        Assert.Equal(read.Found, read.Kept!.Value with { Tag = 0 });
        Assert.Equal(2, read.Found.Sources);
        Assert.NotEqual(0, read.Found.Reach);
        Assert.Empty(folder.Refused);
    }

    static IEnumerable<string> Told(SealedFolder folder) => folder.Refused.Where(static refused => refused.Table == "tally").Select(static refused => refused.Row).Distinct();

    /// <summary>The tally as that version marked it.</summary>
    static async Task<string> MarkOfBefore(SealedFolder folder)
    {
        using var marks = new RowMarks((await folder.Ring.Masters.Read(MasterKeys.Submissions, Cancel))!);
        return $"UPDATE tally SET tag = {marks.OfBefore((await Tally(folder)).Kept!.Value)}; ";
    }

    [Fact]
    public async Task They_are_counted_once_and_missed_from_then_on()
    {
        await using var folder = await Busy();
        await folder.Edit((Forgotten, "keys.db"), (await MarkOfBefore(folder) + Columns, "tidings.db"));
        await Same(folder);
        await folder.Reopen();
        await Same(folder);
        await folder.Edit("DELETE FROM source WHERE partition = 2");
        Assert.Equal(["source: 1 of 2"], Told(folder));
    }

    [Fact]
    public async Task What_else_was_missing_is_missed_as_before()
    {
        await using var folder = await Busy();
        await folder.Edit((Forgotten, "keys.db"), (await MarkOfBefore(folder) + Columns + "; DELETE FROM deferred", "tidings.db"));
        Assert.Equal(["deferred: 0 of 1"], Told(folder));
    }

    [Fact]
    public async Task A_tally_that_nobody_marked_does_not_become_ours()
    {
        await using var folder = await Busy();
        await folder.Edit((Forgotten, "keys.db"), (await MarkOfBefore(folder) + Columns + "; UPDATE tally SET deferred = 0; DELETE FROM deferred", "tidings.db"));
        Assert.Equal(["the tally"], Told(folder));
        folder.Refused.Clear();
        await folder.Reopen();
        Assert.Equal(["the tally"], Told(folder));
    }

    [Fact]
    public async Task A_crash_before_it_is_kept_with_the_keys_counts_them_once_more()
    {
        await using var folder = await Busy();
        await folder.Edit((Forgotten, "keys.db"), ("UPDATE tally SET tag = tag", "tidings.db"));
        await Same(folder);
    }

    [Fact]
    public async Task A_tool_that_comes_before_the_first_start_misses_none_and_leaves_them_to_it()
    {
        await using var folder = await Busy();
        var older = await MarkOfBefore(folder) + Columns;
        await folder.Store.DisposeAsync();
        Execute(folder, Forgotten, "keys.db");
        Execute(folder, older, "tidings.db");
        await using (var tool = new SealedStore(SqliteStore.Create(new() { Directory = folder.Path }, folder.Time), new KeyRing(SqliteKeyStore.Create(folder.Path), folder.Provider, folder.Limits, folder.Time)))
        {
            await tool.Open(0, Cancel);
            for (var i = 1; i <= 2; i++)
            {
                var read = (await tool.ReadTally(whole: true, Cancel))!.Value;
                Assert.Equal(read.Found, read.Kept!.Value with { Tag = 0 });
                await tool.Commit(new() { Documents = [new("thing", "one", i, Noon, new byte[1])], Sources = [new("file", 1, 10 + i, 2)] });
            }
        }
        await folder.Start();
        await Same(folder);
    }

    [Fact]
    public async Task One_of_before_is_none_once_they_were_counted()
    {
        await using var folder = await Busy();
        await folder.Edit(await MarkOfBefore(folder) + "UPDATE tally SET sources = 0, reach = 0");
        Assert.Equal(["the tally"], Told(folder));
    }

    static void Execute(SealedFolder folder, string sql, string file)
    {
        using var connection = new SqliteConnection($"Data Source={System.IO.Path.Combine(folder.Path, file)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
