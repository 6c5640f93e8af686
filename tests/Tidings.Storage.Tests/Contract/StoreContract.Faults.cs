using Tidings.Core.Ports;

namespace Tidings.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    [Fact]
    public async Task A_full_disk_is_said_to_all_who_wait_and_forgotten_when_there_is_room()
    {
        var mine = await Own(0);
        await Committed(Sample.Journal(mine, Sample.Row(Sample.Id(1))));
        await Rig.FillDisk(Store);
        var answers = await Together([.. Enumerable.Range(2, 500).Select(i => Sample.Journal(mine, Sample.Row(Sample.Id(i))))]);
        foreach (var answer in answers)
            await Assert.ThrowsAsync<StoreUnavailableException>(() => answer);
        Assert.Equal([Sample.Id(1).Value], await JournalIds());
        await Rig.FreeDisk(Store);
        Assert.Equal(CommitOutcome.Fenced, await Store.Commit(Sample.Journal(mine, Sample.Row(Sample.Id(2)))));
        await Committed(Sample.Journal(await Own(0), Sample.Row(Sample.Id(2))));
        Assert.Equal([Sample.Id(1).Value, Sample.Id(2).Value], await JournalIds());
    }
}
