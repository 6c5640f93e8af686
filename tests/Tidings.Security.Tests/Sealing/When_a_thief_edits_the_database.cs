using Microsoft.Data.Sqlite;
using Tidings.Core.Ports;
using Tidings.Security.Sealing;
using Tidings.Security.Tests.Keys;
using static Tidings.Security.Tests.Keys.SealedFolder;

namespace Tidings.Security.Tests.Sealing;

public sealed class When_a_thief_edits_the_database
{
    static async Task<SealedFolder> After(string sql, string file = "tidings.db")
    {
        var folder = await SealedFolder.Open();
        await folder.Commit(new CommitUnit
        {
            Journal = [Row(1, "ada", "one"), Row(2, "ada", "two"), Row(3, "bob", "three")],
            Profiles = [Profile("ada", "richer"), Profile("bob", "poorer")],
            Accounts = [new("A-1", new byte[] { 1 }), new("A-2", new byte[] { 2 })],
        });
        await folder.Store.DisposeAsync();
        await using (var thief = new SqliteConnection($"Data Source={Path.Combine(folder.Path, file)};Pooling=False"))
        {
            await thief.OpenAsync(Cancel);
            await using var command = thief.CreateCommand();
            command.CommandText = sql;
            Assert.NotEqual(0, await command.ExecuteNonQueryAsync(Cancel));
        }
        await folder.Start();
        return folder;
    }

    [Theory]
    [InlineData("UPDATE journal SET payload = (SELECT payload FROM journal WHERE event_key = 1) WHERE event_key = 2")]
    [InlineData("UPDATE journal SET customer = (SELECT customer FROM journal WHERE event_key = 3) WHERE event_key = 2")]
    [InlineData("UPDATE journal SET id = id + 1 WHERE event_key = 2")]
    [InlineData("UPDATE journal SET event_key = 9 WHERE event_key = 2")]
    [InlineData("UPDATE journal SET class = 1 WHERE event_key = 2")]
    [InlineData("UPDATE journal SET messages = 2 WHERE event_key = 2")]
    [InlineData("UPDATE journal SET partition = 1 WHERE event_key = 2")]
    [InlineData("UPDATE journal SET customer = 'nobody' WHERE event_key = 2")]
    [InlineData("UPDATE journal SET payload = x'' WHERE event_key = 2")]
    [InlineData("UPDATE journal SET payload = substr(payload, 1, 80) WHERE event_key = 2")]
    public async Task A_row_that_was_changed_or_moved_is_refused(string sql)
    {
        await using var folder = await After(sql);
        await Assert.ThrowsAsync<SealRefusedException>(folder.Journal);
    }

    [Theory]
    [InlineData("UPDATE profile SET up_to = up_to + 1")]
    [InlineData("UPDATE profile SET state = (SELECT state FROM profile AS other WHERE other.next_due IS NOT NULL LIMIT 1) WHERE next_due IS NULL")]
    public async Task A_state_that_was_changed_or_moved_is_refused(string sql)
    {
        await using var folder = await After(sql);
        await Assert.ThrowsAsync<SealRefusedException>(async () => await folder.Store.ReadProfiles(0, ["ada"], Cancel));
    }

    [Fact]
    public async Task An_account_that_was_moved_is_refused()
    {
        await using var folder = await After("UPDATE account SET body = (SELECT body FROM account ORDER BY account LIMIT 1) WHERE account = (SELECT max(account) FROM account)");
        await Assert.ThrowsAsync<SealRefusedException>(async () =>
        {
            await foreach (var _ in folder.Store.ReadAccounts(Cancel))
            {
            }
        });
    }

    [Fact]
    public async Task A_wrapped_key_in_anothers_place_is_refused()
    {
        await using var folder = await After("UPDATE data_key SET wrapped = (SELECT wrapped FROM data_key WHERE position = 4) WHERE position > 4", "keys.db");
        await Assert.ThrowsAsync<SealRefusedException>(folder.Journal);
    }

    [Fact]
    public async Task Nothing_of_it_is_said_in_the_refusal()
    {
        await using var folder = await After("UPDATE journal SET class = 1 WHERE event_key = 2");
        var refusal = await Assert.ThrowsAsync<SealRefusedException>(folder.Journal);
        Assert.DoesNotContain("ada", refusal.ToString(), StringComparison.Ordinal);
        Assert.Equal(new SealRefusedException().Message, refusal.Message);
    }

    [Fact]
    public async Task Data_whose_keys_are_missing_is_not_begun_anew()
    {
        await using var folder = await SealedFolder.Open();
        await folder.Commit(Row(1, "ada"));
        await folder.Store.DisposeAsync();
        var keys = Path.Combine(folder.Path, "keys.db");
        var copy = await File.ReadAllBytesAsync(keys, Cancel);
        File.Delete(keys);
        await Assert.ThrowsAsync<StoreRefusedException>(folder.Start);
        await folder.Store.DisposeAsync();
        await File.WriteAllBytesAsync(keys, copy, Cancel);
        await folder.Start();
        Assert.Equal([("ada", "Hello")], await folder.Journal());
    }
}
