using Microsoft.Data.Sqlite;
using Tidings.Security.Sealing;
using static Tidings.Security.Tests.Keys.SealedFolder;

namespace Tidings.Security.Tests.Keys;

public sealed class When_a_decoy_is_opened
{
    [Fact]
    public async Task The_flow_never_meets_one()
    {
        await using var folder = await SealedFolder.Open();
        await folder.Commit(new Core.Ports.CommitUnit { Journal = [Row(1, "ada")], Profiles = [Profile("ada", due: Noon)], Accounts = [new("A-1", new byte[] { 1 })] });
        await folder.Reopen();
        await folder.Journal();
        await folder.Store.ReadProfiles(0, ["ada", "0", "1"], Cancel);
        await folder.Store.ReadNewest(default, Id(100), 100, Cancel);
        await foreach (var _ in folder.Store.ReadAccounts(Cancel))
        {
        }
        for (var partition = 0; partition < 8; partition++)
            await folder.Store.ReadDueProfiles(partition, default, Noon.AddYears(7), 1_000, Cancel);
        await folder.Ring.RotateKeyEncryptionKey(null, Cancel);
        Assert.Empty(folder.Alarms);
    }

    [Fact]
    public async Task Who_asks_for_everybody_raises_an_alarm_each()
    {
        await using var folder = await SealedFolder.Open();
        await folder.Reopen();
        for (var partition = 0; partition < 8; partition++)
            await folder.Store.ReadDueProfiles(partition, default, DateTimeOffset.MaxValue, 1_000, Cancel);
        Assert.Equal(Enumerable.Range(0, DecoySeed.Count), folder.Alarms.Select(static alarm => alarm.Number).Order());
    }

    [Fact]
    public async Task Nor_does_the_flow_of_an_installation_that_grows_old()
    {
        await using var folder = await SealedFolder.Open();
        for (var years = 0; years < 40; years += 4)
        {
            await folder.Reopen();
            folder.Time.Advance(folder.Time.GetUtcNow().AddYears(4).AddDays(-1) - folder.Time.GetUtcNow());
            for (var partition = 0; partition < 8; partition++)
                Assert.Empty(await folder.Store.ReadDueProfiles(partition, default, folder.Time.GetUtcNow(), 1_000, Cancel));
        }
        Assert.Empty(folder.Alarms);
    }

    [Fact]
    public async Task Where_one_is_due_all_the_same_those_behind_it_are_found_and_the_looking_ends()
    {
        await using var folder = await SealedFolder.Open();
        await folder.Commit(new Core.Ports.CommitUnit { Profiles = [Profile("ada", due: Noon), Profile("bob", due: Noon.AddHours(2))] });
        await using (var thief = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "tidings.db")};Pooling=False"))
        {
            await thief.OpenAsync(Cancel);
            await using var edit = thief.CreateCommand();
            edit.CommandText = $"UPDATE profile SET next_due = {(Noon.AddHours(1) - DateTimeOffset.UnixEpoch).Ticks / 10} WHERE next_due > {(Noon.AddYears(1) - DateTimeOffset.UnixEpoch).Ticks / 10} AND partition = 0";
            Assert.Equal(1, await edit.ExecuteNonQueryAsync(Cancel));
        }
        var (found, after) = (new List<string>(), default(Core.Ports.Rows.DueProfile));
        while (await folder.Store.ReadDueProfiles(0, after, Noon.AddDays(1), 1, Cancel) is [var due])
        {
            found.Add(due.Customer);
            Assert.InRange(found.Count, 1, 2);
            after = due;
        }
        Assert.Equal(["ada", "bob"], found);
        Assert.NotEmpty(folder.Alarms);
    }
}
