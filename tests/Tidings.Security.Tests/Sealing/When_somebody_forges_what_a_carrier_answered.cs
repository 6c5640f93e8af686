using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Keys;
using Tidings.Security.Sealing;
using Tidings.Security.Tests.Keys;
using Tidings.Storage.Sqlite;
using Tidings.Storage.Sqlite.Keys;
using static Tidings.Security.Tests.Keys.SealedFolder;

namespace Tidings.Security.Tests.Sealing;

public sealed class When_somebody_forges_what_a_carrier_answered
{
    const string Forget = "DELETE FROM master_key WHERE purpose LIKE 'submissions%' OR purpose IN ('rows-tallied', 'reach-marked')", Unmark = "UPDATE submission SET tag = NULL";

    static SubmissionRow Accepted(MessageId id, int attempt = 1) => new(id, 0, attempt, Noon, "alpha/0", SubmissionResult.Accepted, $"ref-{id}", 0, Settles: true);

    static string Forged(int number) => $"INSERT INTO submission (message, segment, attempt, at, result, status, settles, bind, reference) VALUES ({Id(number).Value}, 0, 1, 1764000000000000, 1, 0, 1, 'alpha/0', 'forged')";

    /// <summary>Three texts, the first of which has left.</summary>
    static async Task<SealedFolder> Left()
    {
        var folder = await SealedFolder.Open();
        await folder.Commit(new CommitUnit { Journal = [Row(1, "ada"), Row(2, "bob"), Row(3, "cem")] });
        await folder.Commit(new CommitUnit { Submissions = [Accepted(Id(1))] });
        folder.Refusals = new(folder.Time, refused => folder.Refused.Add(refused));
        await folder.Reopen();
        return folder;
    }

    static async Task<string[]> Due(SealedFolder folder) => [.. (await folder.Store.ReadDue("alpha", default, 10, Cancel)).Select(static due => due.Row.Customer)];

    static async Task<List<SubmissionRow>> References(SealedFolder folder)
    {
        var found = new List<SubmissionRow>();
        await foreach (var row in folder.Store.ReadSubmissions(default, Cancel))
            found.Add(row);
        return found;
    }

    [Fact]
    public async Task What_the_node_wrote_counts_and_reads_as_it_was_written()
    {
        await using var folder = await Left();
        Assert.Equal(["bob", "cem"], await Due(folder));
        Assert.Equal([Accepted(Id(1))], (await folder.Store.ReadMessage(Id(1), Cancel))!.Submissions);
        Assert.Equal([Accepted(Id(1))], await References(folder));
        Assert.NotEqual(0, Assert.Single((await folder.Store.ReadNewest(Id(1), Id(2), 1, Cancel))[0].Submissions).At.Ticks);
        Assert.Empty(folder.Refused);
    }

    [Fact]
    public async Task One_that_was_put_there_keeps_no_text_from_leaving_and_says_nothing()
    {
        await using var folder = await Left();
        await folder.Edit(Forged(2));
        Assert.Equal(["bob", "cem"], await Due(folder));
        Assert.Empty((await folder.Store.ReadMessage(Id(2), Cancel))!.Submissions);
        Assert.Equal([Accepted(Id(1))], await References(folder));
        Assert.Equal(("submission", $"{Id(2)}/0/1", true), (folder.Refused[0].Table, folder.Refused[0].Row, folder.Refused[0].First));
    }

    [Theory]
    [InlineData("result = 3"), InlineData("status = 8"), InlineData("at = at + 1"), InlineData("bind = 'alpha/1'"), InlineData("reference = 'other'"), InlineData("reference = NULL")]
    [InlineData("segment = 1"), InlineData("attempt = 2"), InlineData("tag = tag + 1"), InlineData("tag = NULL"), InlineData("tag = 0"), InlineData("settles = 0")]
    public async Task One_that_was_changed_is_as_if_it_were_not_there(string change)
    {
        await using var folder = await Left();
        await folder.Edit($"UPDATE submission SET {change}");
        Assert.Equal(["ada", "bob", "cem"], await Due(folder));
        Assert.Empty((await folder.Store.ReadMessage(Id(1), Cancel))!.Submissions);
        Assert.Empty(await References(folder));
        Assert.NotEmpty(folder.Refused);
    }

    [Fact]
    public async Task One_that_was_moved_to_another_text_settles_neither()
    {
        await using var folder = await Left();
        await folder.Edit($"UPDATE submission SET message = {Id(2).Value}");
        Assert.Equal(["ada", "bob", "cem"], await Due(folder));
    }

    [Fact]
    public async Task One_that_stands_where_a_carriers_answer_belongs_gives_way()
    {
        await using var folder = await Left();
        await folder.Edit(Forged(2));
        await folder.Commit(new CommitUnit { Submissions = [Accepted(Id(2))] });
        Assert.Equal([Accepted(Id(2))], (await folder.Store.ReadMessage(Id(2), Cancel))!.Submissions);
        Assert.Equal(["cem"], await Due(folder));
        // One of ours does not.
        await Assert.ThrowsAsync<StoreConflictException>(async () => await folder.Store.Commit(new() { Submissions = [Accepted(Id(2))] }));
    }

    [Fact]
    public async Task A_tool_is_told_its_name()
    {
        await using var folder = await Left();
        folder.Refusals = null;
        await folder.Edit(Forged(2));
        var refused = await Assert.ThrowsAsync<SealRefusedException>(async () => await folder.Store.ReadNewest(default, Id(9), 10, Cancel));
        Assert.Equal($"{Id(2)}/0/1", refused.Row);
    }

    [Fact]
    public async Task Those_of_a_version_before_stay_good_and_of_later_texts_none_without_a_mark_is_taken()
    {
        await using var folder = await Left();
        await folder.Edit(Unmark);
        await folder.Edit(Forget, "keys.db");
        folder.Refused.Clear();
        Assert.Equal([Accepted(Id(1))], (await folder.Store.ReadMessage(Id(1), Cancel))!.Submissions);
        Assert.Equal(["bob", "cem"], await Due(folder));
        await folder.Commit(new CommitUnit { Journal = [Row(4, "dan")] });
        await folder.Edit(Forged(4));
        Assert.Equal(["bob", "cem", "dan"], await Due(folder));
        Assert.Equal($"{Id(4)}/0/1", folder.Refused[0].Row);
    }

    [Fact]
    public async Task A_tool_makes_no_key_of_marks()
    {
        await using var folder = await Left();
        await folder.Edit(Unmark);
        await folder.Edit(Forget, "keys.db");
        await folder.Store.DisposeAsync();
        var keys = SqliteKeyStore.Create(folder.Path);
        await using (var tool = new SealedStore(SqliteStore.Create(new() { Directory = folder.Path }, folder.Time), new KeyRing(keys, folder.Provider, folder.Limits, folder.Time)))
        {
            await tool.Open(0, Cancel);
            Assert.Single((await tool.ReadMessage(Id(1), Cancel))!.Submissions);
        }
        await folder.Start();
    }

    [Fact]
    public async Task Where_the_keys_are_older_than_the_marks_no_other_is_made_by_which_all_would_be_sent_again()
    {
        await using var folder = await Left();
        var (keys, newer) = (Path.Combine(folder.Path, "keys.db"), Path.Combine(folder.Path, "newer.db"));
        await folder.Store.DisposeAsync();
        File.Copy(keys, newer);
        await folder.Start();
        Assert.Contains("older than the data", (await Assert.ThrowsAsync<StoreRefusedException>(() => folder.Edit(Forget, "keys.db"))).Message, StringComparison.Ordinal);
        await folder.Store.DisposeAsync();
        File.Copy(newer, keys, overwrite: true);
        await folder.Start();
        Assert.Equal(["bob", "cem"], await Due(folder));
    }
}
