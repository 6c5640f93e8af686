using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Sealing;
using Tidings.Security.Tests.Keys;
using static Tidings.Security.Tests.Keys.SealedFolder;

namespace Tidings.Security.Tests.Sealing;

public sealed class When_rows_are_taken_away
{
    static SubmissionRow Accepted(int number, int attempt = 1) => new(Id(number), 0, attempt, Noon, "alpha/0", SubmissionResult.Accepted, $"ref-{number}", 0, Settles: true);

    /// <summary>Six texts: two below the mark, two above it, one that waits for its time, one that a bind has claimed. One customer has a state, one account is registered.</summary>
    static async Task<SealedFolder> Busy()
    {
        var folder = await SealedFolder.Open();
        folder.Refusals = new(folder.Time, folder.Refused.Add);
        await folder.Commit(new CommitUnit { Journal = [.. Enumerable.Range(1, 6).Select(static number => Row(number, "ada"))] });
        await folder.Commit(new CommitUnit { Submissions = [Accepted(1), Accepted(2)] });
        await folder.Commit(new CommitUnit { DispatchLow = new("alpha", Id(3)) });
        await folder.Commit(new CommitUnit { Submissions = [Accepted(3), Accepted(4)] });
        await folder.Commit(new CommitUnit { Deferred = [new(Id(5), "alpha", Noon.AddHours(1))], Claim = new("alpha/0", 7, [new(Id(6), 0)]), Profiles = [Profile("ada")], Accounts = [new("A-1", new byte[8])] });
        await folder.Commit(new CommitUnit { Documents = [.. Enumerable.Range(1, 3).Select(static version => new DocumentRow("thing", "one", version, Noon, new byte[1]))] });
        await folder.Reopen();
        Assert.Empty(folder.Refused);
        Assert.False(folder.Store.MayLackSubmissions);
        return folder;
    }

    static async Task<TallyRead> Tally(SealedFolder folder) => (await folder.Store.ReadTally(whole: true, Cancel))!.Value;

    static IEnumerable<string> Told(SealedFolder folder) => folder.Refused.Where(static refused => refused.Table == "tally").Select(static refused => refused.Row).Distinct();

    /// <summary>What was kept and what is there are the same, all of it.</summary>
    static async Task Same(SealedFolder folder)
    {
        var read = await Tally(folder);
        Assert.Equal(read.Found, read.Kept!.Value with { Tag = 0 });
    }

    [Fact]
    public async Task Nothing_is_missed_where_all_is_there()
    {
        await using var folder = await Busy();
        var decoys = 3;
        Assert.Equal((2, 2, 1, 1, 1 + decoys, 1), await Tally(folder) is { Kept: { } kept } ? (kept.Before, kept.After, kept.Deferred, kept.Claims, kept.Profiles, kept.Accounts) : default);
        await Same(folder);
    }

    [Fact]
    public async Task What_is_replaced_settled_released_or_purged_is_not_missed()
    {
        await using var folder = await Busy();
        await folder.Commit(new CommitUnit { Profiles = [Profile("ada", "other"), Profile("bob")], Accounts = [new("A-1", new byte[9]), new("A-2", new byte[9])] });
        await folder.Commit(new CommitUnit { Deferred = [new(Id(5), "alpha", Noon.AddHours(2)), new(Id(6), "alpha", Noon.AddHours(2))] });
        await Same(folder);
        await folder.Commit(new CommitUnit { Submissions = [Accepted(5), Accepted(1, attempt: 2)], Release = new("alpha/0", 7) });
        await Same(folder);
        foreach (var mark in (int[])[5, 2, 5])
        {
            await folder.Commit(new CommitUnit { DispatchLow = new("alpha", Id(mark)) });
            await Same(folder);
        }
        await folder.Commit(new CommitUnit { Removed = [new("thing", "one", 2), new("thing", "none", 2)], Documents = [new("thing", "two", 1, Noon, default)] });
        await Same(folder);
        await folder.Commit(new CommitUnit { JournalLow = Id(3) });
        await Same(folder);
        // Beyond the mark too, though nobody does.
        await folder.Commit(new CommitUnit { JournalLow = Id(7) });
        await Same(folder);
        await folder.Reopen();
        await Same(folder);
        Assert.Empty(folder.Refused);
    }

    [Fact]
    public async Task A_unit_that_fails_counts_for_nothing()
    {
        await using var folder = await Busy();
        await Assert.ThrowsAsync<StoreConflictException>(async () => await folder.Store.Commit(new() { Profiles = [Profile("bob")], Submissions = [Accepted(5), Accepted(1)] }));
        await folder.Commit(new CommitUnit { Submissions = [Accepted(5)] });
        await Same(folder);
    }

    [Fact]
    public async Task One_of_ours_that_takes_the_place_of_a_forged_one_counts_once()
    {
        await using var folder = await Busy();
        await folder.Edit($"INSERT INTO submission (message, segment, attempt, at, result, status, settles, bind) VALUES ({Id(6).Value}, 0, 1, 1, 1, 0, 1, 'alpha/0')");
        await folder.Commit(new CommitUnit { Submissions = [Accepted(6)] });
        await Same(folder);
    }

    [Theory]
    [InlineData("DELETE FROM submission WHERE reference = 'ref-4'", "submission: 1 of 2")]
    [InlineData("DELETE FROM submission WHERE reference = 'ref-3' OR reference = 'ref-4'", "submission: 0 of 2")]
    [InlineData("UPDATE submission SET message = message + 1 WHERE reference = 'ref-4'", "submission: 1 of 2")]
    [InlineData("DELETE FROM claim", "claim: 0 of 1")]
    [InlineData("UPDATE claim SET sequence = 8", "claim: 0 of 1")]
    [InlineData("DELETE FROM deferred", "deferred: 0 of 1")]
    [InlineData("INSERT INTO deferred VALUES (1, 'alpha', 1)", "deferred: 2 of 1")]
    [InlineData("DELETE FROM dispatch", "dispatch")]
    [InlineData("UPDATE dispatch SET low = low + 1", "dispatch")]
    [InlineData("DELETE FROM tally", "the tally")]
    [InlineData("UPDATE tally SET after_mark = after_mark - 1", "the tally")]
    [InlineData("UPDATE tally SET tag = tag + 1", "the tally")]
    public async Task A_start_tells_and_takes_what_has_no_answer_for_perhaps_sent(string edit, string told)
    {
        await using var folder = await Busy();
        await folder.Edit(edit);
        Assert.Equal([told], Told(folder));
        Assert.Equal(SealTrouble.RowsMissing, folder.Refused.First(static refused => refused.Table == "tally").Why);
        Assert.True(folder.Store.MayLackSubmissions);
        // And so does each later one: what is gone stays gone, whatever is written since.
        folder.Refused.Clear();
        await folder.Commit(new CommitUnit { Submissions = [Accepted(6)], Claim = new("alpha/0", 9, []) });
        await folder.Reopen();
        Assert.NotEmpty(Told(folder));
        Assert.True(folder.Store.MayLackSubmissions);
    }

    [Theory]
    [InlineData("DELETE FROM document WHERE version = 3", "document: 2 of 3"), InlineData("INSERT INTO document SELECT kind, id, 4, at, body FROM document WHERE version = 3", "document: 4 of 3")]
    [InlineData("UPDATE document SET version = 4 WHERE version = 3", "document or deferred: replaced"), InlineData("UPDATE document SET kind = 'other' WHERE version = 3", "document or deferred: replaced")]
    [InlineData("UPDATE document SET id = 'other' WHERE version = 3", "document or deferred: replaced"), InlineData("UPDATE deferred SET id = id + 1", "document or deferred: replaced")]
    public async Task A_start_tells_of_documents_and_waiting_texts_whatever_stands_in_their_place(string edit, string told)
    {
        await using var folder = await Busy();
        await folder.Edit(edit);
        Assert.Equal([told], Told(folder));
    }

    [Fact]
    public async Task That_a_document_is_gone_says_nothing_of_what_was_sent()
    {
        await using var folder = await Busy();
        await folder.Edit("DELETE FROM document");
        Assert.False(folder.Store.MayLackSubmissions);
    }

    [Fact]
    public async Task A_tally_of_before_that_was_put_back_with_its_rows_is_told_by_the_log()
    {
        await using var folder = await Busy();
        await folder.Edit("CREATE TABLE kept AS SELECT * FROM tally; UPDATE kept SET tag = tag");
        folder.Refused.Clear();
        await folder.Commit(new CommitUnit { Submissions = [Accepted(6)], Audit = new(1, new byte[] { 0, 1, 7 }) });
        await folder.Edit($"DELETE FROM tally; INSERT INTO tally SELECT * FROM kept; DELETE FROM submission WHERE message = {Id(6).Value}");
        Assert.Equal(["the tally"], Told(folder));
    }

    [Theory]
    [InlineData("UPDATE claim SET segments = zeroblob(18)"), InlineData("UPDATE claim SET bind = 'alpha/1'"), InlineData("UPDATE claim SET tag = NULL"), InlineData("UPDATE claim SET sequence = 1")]
    [InlineData("INSERT INTO claim (bind, sequence, segments) VALUES ('alpha/1', 1, zeroblob(9))"), InlineData("INSERT INTO claim (bind, sequence, segments, tag) SELECT 'alpha/1', sequence, segments, tag FROM claim")]
    public async Task A_window_that_nobody_claimed_holds_nothing_up_and_is_told(string edit)
    {
        await using var folder = await Busy();
        await folder.Edit(edit);
        Assert.Empty(await folder.Store.ReadClaims("alpha/1", Cancel));
        Assert.Equal(edit.StartsWith("INSERT", StringComparison.Ordinal) ? 1 : 0, (await folder.Store.ReadClaims("alpha/0", Cancel)).Count);
        Assert.Contains(folder.Refused, static refused => refused.Table == "claim");
    }

    [Fact]
    public async Task A_window_reads_as_it_was_claimed()
    {
        await using var folder = await Busy();
        var claim = Assert.Single(await folder.Store.ReadClaims("alpha/0", Cancel));
        Assert.Equal((7, 0), (claim.Sequence, claim.Tag));
        Assert.Equal([new ClaimedSegment(Id(6), 0)], claim.Segments);
    }

    [Theory]
    [InlineData("low = low + 1"), InlineData("tag = NULL"), InlineData("tag = tag + 1"), InlineData("carrier = 'main'")]
    public async Task A_mark_of_dispatch_that_nobody_wrote_is_none_and_all_is_read_again(string change)
    {
        await using var folder = await Busy();
        Assert.Equal(Id(3), await folder.Store.ReadDispatchLow("alpha", Cancel));
        await folder.Edit($"UPDATE dispatch SET {change}");
        Assert.Equal(default, await folder.Store.ReadDispatchLow("alpha", Cancel));
        Assert.Equal(default, await folder.Store.ReadDispatchLow("main", Cancel));
        Assert.Contains(folder.Refused, static refused => refused.Table == "dispatch");
    }

    [Fact]
    public async Task A_mark_of_before_that_was_put_back_is_told()
    {
        await using var folder = await Busy();
        await folder.Edit("CREATE TABLE kept AS SELECT * FROM dispatch; UPDATE kept SET tag = tag");
        await folder.Commit(new CommitUnit { DispatchLow = new("alpha", Id(5)) });
        await folder.Edit("DELETE FROM dispatch; INSERT INTO dispatch SELECT * FROM kept");
        Assert.Equal(["dispatch"], Told(folder));
        Assert.True(folder.Store.MayLackSubmissions);
    }

    [Theory]
    [InlineData("UPDATE account SET account = 'other'"), InlineData("UPDATE profile SET partition = 7 - partition")]
    public async Task Who_counts_everything_is_not_led_by_another_row_in_the_place_of_one(string edit)
    {
        await using var folder = await Busy();
        await folder.Edit(edit);
        var read = await Tally(folder);
        Assert.NotEqual(read.Found.WholeKeys, read.Kept!.Value.WholeKeys);
        Assert.Equal(read.Found, read.Kept.Value with { Tag = 0, WholeKeys = read.Found.WholeKeys });
    }

    [Theory]
    [InlineData("DELETE FROM profile WHERE customer = (SELECT max(customer) FROM profile)"), InlineData("DELETE FROM account"), InlineData("DELETE FROM submission WHERE reference = 'ref-1'")]
    public async Task Who_counts_everything_misses_what_a_start_does_not_look_at(string edit)
    {
        await using var folder = await Busy();
        await folder.Edit(edit);
        Assert.Empty(Told(folder));
        var read = await Tally(folder);
        Assert.NotEqual(read.Found, read.Kept!.Value with { Tag = 0 });
        Assert.Equal(1, read.Kept.Value.Profiles - read.Found.Profiles + read.Kept.Value.Accounts - read.Found.Accounts + read.Kept.Value.Before - read.Found.Before);
    }

    [Fact]
    public async Task What_is_taken_away_while_the_node_runs_is_missed_at_the_next_start()
    {
        await using var folder = await Busy();
        await using (var thief = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={System.IO.Path.Combine(folder.Path, "tidings.db")};Pooling=False"))
        {
            await thief.OpenAsync(Cancel);
            await using var command = thief.CreateCommand();
            command.CommandText = "DELETE FROM submission WHERE reference = 'ref-4'; UPDATE tally SET after_mark = after_mark - 1";
            await command.ExecuteNonQueryAsync(Cancel);
        }
        // The node knows what it counted, and does not take what stands there now.
        await folder.Commit(new CommitUnit { Submissions = [Accepted(6)] });
        await folder.Reopen();
        Assert.Equal(["submission: 2 of 3"], Told(folder));
    }

    /// <summary>What the version before the tally left: its tables, and keys that say nothing of a tally.</summary>
    static Task Older(SealedFolder folder) => folder.Edit(
        ("DELETE FROM master_key WHERE purpose IN ('rows-tallied', 'reach-marked', 'reach-tallied')", "keys.db"),
        ("""
            UPDATE submission SET bind = bind;
            DROP TABLE tally;
            ALTER TABLE claim DROP COLUMN tag; ALTER TABLE dispatch DROP COLUMN tag; ALTER TABLE partition DROP COLUMN tag; ALTER TABLE source DROP COLUMN tag;
            PRAGMA user_version = 4
            """, "tidings.db"));

    [Fact]
    public async Task Tables_of_before_the_tally_are_counted_and_marked_once()
    {
        await using var folder = await Busy();
        await Older(folder);
        Assert.Empty(folder.Refused);
        Assert.False(folder.Store.MayLackSubmissions);
        Assert.Equal((2, 2, 1, 1, 1, Id(3)), await Tally(folder) is { Kept: { } kept } ? (kept.Before, kept.After, kept.Deferred, kept.Claims, kept.Accounts, kept.Mark) : default);
        await Same(folder);
        Assert.Equal([new ClaimedSegment(Id(6), 0)], Assert.Single(await folder.Store.ReadClaims("alpha/0", Cancel)).Segments);
        Assert.Equal(Id(3), await folder.Store.ReadDispatchLow("alpha", Cancel));
        // From here on it is missed like any other.
        await folder.Edit("DELETE FROM claim; UPDATE dispatch SET tag = NULL");
        Assert.Equal(["claim: 0 of 1", "dispatch"], Told(folder));
    }

    [Fact]
    public async Task Data_of_a_version_before_is_counted_and_marked_once()
    {
        await using var folder = await Busy();
        await folder.Edit("DELETE FROM tally; UPDATE claim SET tag = NULL; UPDATE dispatch SET tag = NULL; DELETE FROM submission WHERE reference = 'ref-4'");
        await folder.Edit("DELETE FROM master_key WHERE purpose IN ('rows-tallied', 'reach-tallied')", "keys.db");
        folder.Refused.Clear();
        await folder.Reopen();
        Assert.Empty(folder.Refused);
        Assert.Single(await folder.Store.ReadClaims("alpha/0", Cancel));
        Assert.Equal(Id(3), await folder.Store.ReadDispatchLow("alpha", Cancel));
        await Same(folder);
    }
}
