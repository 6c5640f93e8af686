using Tidings.Core.Ports;
using static Tidings.Security.Tests.Keys.SealedFolder;

namespace Tidings.Security.Tests.Keys;

public sealed class When_a_customers_key_is_destroyed
{
    static async Task<SealedFolder> WithCustomers()
    {
        var folder = await SealedFolder.Open();
        await folder.Commit(new CommitUnit
        {
            Journal = [.. Enumerable.Range(0, 12).Select(i => Row(i, i % 3 == 0 ? "bob" : "ada", "text " + i))],
            Deferred = [new(Id(3), "alpha", Noon), new(Id(4), "alpha", Noon), new(Id(5), "alpha", Noon)],
            Profiles = [Profile("ada", due: Noon.AddHours(-1)), Profile("bob", due: Noon)],
            Accounts = [new("GB33BUKB20201555555555", new byte[] { 1 })],
        });
        return folder;
    }

    [Fact]
    public async Task Its_rows_read_as_if_they_had_never_been_there_and_the_others_stay()
    {
        await using var folder = await WithCustomers();
        Assert.Equal(1, await folder.Ring.DestroyCustomer("ada", Cancel));
        for (var pass = 0; pass < 2; pass++)
        {
            Assert.Equal(["text 0", "text 3", "text 6", "text 9"], (await folder.Journal()).Select(row => row.Text));
            Assert.Equal([Id(0), Id(6), Id(9)], (await folder.Store.ReadDue("alpha", default, 100, Cancel)).Select(due => due.Row.Id));
            Assert.Equal([Id(3)], (await folder.Store.ReadDeferred("alpha", default, Noon, 100, Cancel)).Select(due => due.Row.Id));
            Assert.Equal([Id(9), Id(6), Id(3), Id(0)], (await folder.Store.ReadNewest(default, Id(100), 100, Cancel)).Select(facts => facts.Row.Id));
            Assert.Null(await folder.Store.ReadMessage(Id(1), Cancel));
            Assert.NotNull(await folder.Store.ReadMessage(Id(0), Cancel));
            Assert.Equal(["bob"], (await folder.Store.ReadProfiles(0, ["ada", "bob"], Cancel)).Select(row => row.Customer));
            Assert.Equal(["bob"], (await folder.Store.ReadDueProfiles(0, default, Noon, 1, Cancel)).Select(due => due.Customer));
            await folder.Reopen();
        }
    }

    [Fact]
    public async Task A_page_that_it_leaves_room_in_is_filled_with_what_follows()
    {
        await using var folder = await WithCustomers();
        await folder.Ring.DestroyCustomer("ada", Cancel);
        Assert.Equal([Id(0), Id(6)], (await folder.Store.ReadDue("alpha", default, 2, Cancel)).Select(due => due.Row.Id));
        Assert.Equal([Id(9), Id(6), Id(3)], (await folder.Store.ReadNewest(default, Id(100), 3, Cancel)).Select(facts => facts.Row.Id));
        Assert.Equal([Id(3)], (await folder.Store.ReadDeferred("alpha", default, Noon, 1, Cancel)).Select(due => due.Row.Id));
    }

    [Fact]
    public async Task An_account_goes_the_same_way()
    {
        await using var folder = await WithCustomers();
        Assert.Equal(1, await folder.Ring.DestroyAccount("GB33BUKB20201555555555", Cancel));
        await foreach (var account in folder.Store.ReadAccounts(Cancel))
            Assert.Fail(account.Account);
    }

    [Fact]
    public async Task A_second_destruction_finds_nothing()
    {
        await using var folder = await WithCustomers();
        Assert.Equal(0, await folder.Ring.DestroyCustomer("nobody", Cancel));
        Assert.Equal(1, await folder.Ring.DestroyCustomer("ada", Cancel));
        Assert.Equal(0, await folder.Ring.DestroyCustomer("ada", Cancel));
    }

    [Fact]
    public async Task Who_comes_back_begins_anew_and_the_old_stays_gone()
    {
        await using var folder = await WithCustomers();
        await folder.Ring.DestroyCustomer("ada", Cancel);
        await folder.Commit(Row(20, "ada", "again"));
        await folder.Reopen();
        Assert.Equal(["text 0", "text 3", "text 6", "text 9", "again"], (await folder.Journal()).Select(row => row.Text));
        Assert.Empty(await folder.Store.ReadProfiles(0, ["ada"], Cancel));
    }

    [Fact]
    public async Task Yesterdays_copy_of_the_data_opens_no_more()
    {
        await using var folder = await WithCustomers();
        await folder.Store.DisposeAsync();
        var data = Path.Combine(folder.Path, "tidings.db");
        var copy = File.ReadAllBytes(data);
        await folder.Start();
        await folder.Ring.DestroyCustomer("ada", Cancel);
        await folder.Store.DisposeAsync();
        File.WriteAllBytes(data, copy);
        await folder.Start();
        Assert.All(await folder.Journal(), static row => Assert.Equal("bob", row.Customer));
    }

    [Fact]
    public async Task The_key_in_memory_is_zeroed_at_once()
    {
        await using var folder = await WithCustomers();
        Assert.True(folder.Ring.Subjects.TryGetCustomer("ada", out var ada));
        await folder.Ring.DestroyCustomer("ada", Cancel);
        Assert.Equal(new byte[64], ada.Newest!.Material.ToArray());
    }

    [Fact]
    public async Task What_is_written_while_it_happens_is_gone_or_under_a_new_key_and_nothing_fails()
    {
        await using var folder = await SealedFolder.Open();
        var writing = Task.Run(async () =>
        {
            for (var i = 0; i < 300; i++)
                await folder.Commit(Row(i, "ada"));
        }, Cancel);
        while (!writing.IsCompleted)
            await folder.Ring.DestroyCustomer("ada", Cancel);
        await writing;
        await folder.Ring.DestroyCustomer("ada", Cancel);
        await folder.Commit(Row(1000, "ada", "last"));
        Assert.Equal([("ada", "last")], await folder.Journal());
    }
}
