using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Sealing;
using Tidings.Security.Tests.Keys;
using static Tidings.Security.Tests.Keys.SealedFolder;

namespace Tidings.Security.Tests.Sealing;

public sealed class When_a_row_does_not_open
{
    static readonly string Flip = $"UPDATE journal SET payload = CAST(substr(payload, 1, 60) || x'0000000000000000' || substr(payload, 69) AS BLOB) WHERE id = {Id(2).Value}";

    static async Task<SealedFolder> After(string sql, string file = "tidings.db")
    {
        var folder = await SealedFolder.Open();
        await folder.Commit(new CommitUnit
        {
            Journal = [Row(1, "ada", "one"), Row(2, "bob", "two"), Row(3, "cem", "three")],
            Profiles = [Profile("ada", due: Noon), Profile("bob", due: Noon), Profile("cem", due: Noon)],
            Deferred = [],
            Accounts = [new("A-1", new byte[] { 1 }), new("A-2", new byte[] { 2 })],
        });
        folder.Refusals = new(folder.Time, refused => folder.Refused.Add(refused));
        await folder.Edit(sql, file);
        return folder;
    }

    [Fact]
    public async Task Searches_answers_and_what_is_due_go_on_without_it_and_each_attempt_raises_the_alarm()
    {
        await using var folder = await After(Flip);
        Assert.Equal(["cem", "ada"], (await folder.Store.ReadNewest(default, Id(9), 10, Cancel)).Select(static facts => facts.Row.Customer));
        Assert.Equal(["ada", "cem"], (await folder.Store.ReadDue("alpha", default, 10, Cancel)).Select(static due => due.Row.Customer));
        Assert.Null(await folder.Store.ReadMessage(Id(2), Cancel));
        Assert.NotNull(await folder.Store.ReadMessage(Id(3), Cancel));
        var seen = folder.Refusals!.Seen!;
        Assert.Equal((3L, "journal", Id(2).ToString()), (seen.Attempts, Assert.Single(seen.Rows).Table, seen.Rows[0].Row));
        Assert.Equal([true, false, false], folder.Refused.Select(static refused => refused.First));
    }

    [Fact]
    public async Task A_page_that_loses_a_row_is_filled_by_the_next()
    {
        await using var folder = await After(Flip);
        Assert.Equal(2, (await folder.Store.ReadDue("alpha", default, 2, Cancel)).Count);
    }

    [Fact]
    public async Task A_replay_gets_what_lies_before_it_and_fails_by_its_name()
    {
        await using var folder = await After(Flip);
        var before = new List<string>();
        var refused = await Assert.ThrowsAsync<SealRefusedException>(async () =>
        {
            await foreach (var row in folder.Store.ReadJournal(default, 0, Cancel))
                before.Add(row.Customer);
        });
        Assert.Equal(["ada"], before);
        Assert.Equal((Id(2), Id(2).ToString()), (refused.Journal!.Value, refused.Row));
    }

    [Fact]
    public async Task A_state_fails_for_its_customer_and_what_is_due_of_others_is_found()
    {
        await using var folder = await After("UPDATE profile SET up_to = up_to + 1 WHERE customer = (SELECT customer FROM journal WHERE event_key = 2)");
        await Assert.ThrowsAsync<SealRefusedException>(async () => await folder.Store.ReadProfiles(0, ["ada", "bob"], Cancel));
        Assert.Equal("ada", Assert.Single(await folder.Store.ReadProfiles(0, ["ada"], Cancel)).Customer);
        Assert.Equal(["ada", "cem"], (await folder.Store.ReadDueProfiles(0, default, Noon, 10, Cancel)).Select(static due => due.Customer).Order());
    }

    [Fact]
    public async Task A_wrapped_key_that_was_changed_costs_its_own_customer_alone()
    {
        var folder = await SealedFolder.Open();
        await folder.Commit(Row(1, "ada", "one"), Row(2, "bob", "two"));
        var last = (await folder.Store.Inner.ReadMessage(Id(2), Cancel))!.Row.Customer;
        folder.Refusals = new(folder.Time);
        await folder.Edit($"UPDATE data_key SET wrapped = CAST(substr(wrapped, 1, 60) || x'0000000000000000' || substr(wrapped, 69) AS BLOB) WHERE subject = '{last}'", "keys.db");
        await using var _ = folder;
        Assert.Equal(["ada"], (await folder.Store.ReadNewest(default, Id(9), 10, Cancel)).Select(static facts => facts.Row.Customer));
    }

    [Fact]
    public async Task An_account_that_was_moved_is_left_out()
    {
        await using var folder = await After("UPDATE account SET body = (SELECT body FROM account ORDER BY account LIMIT 1) WHERE account = (SELECT max(account) FROM account)");
        var read = new List<AccountRow>();
        await foreach (var row in folder.Store.ReadAccounts(Cancel))
            read.Add(row);
        Assert.Single(read);
        Assert.Equal("account", Assert.Single(folder.Refusals!.Seen!.Rows).Table);
    }
}
