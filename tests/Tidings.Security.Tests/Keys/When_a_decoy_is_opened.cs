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
}
