using Tidings.Storage.Tests.Crash;

namespace Tidings.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    const int Kills = 6;

    [Fact]
    public async Task Killed_at_any_moment_it_has_every_acknowledged_unit_and_no_part_of_one()
    {
        await Store.DisposeAsync();
        var random = new Random(20261123);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var child = new ChildProcess(Rig.Backend, Rig.CrashTarget);
            Assert.True(await child.ReadAcks(random.Next(1, 600)));
            await child.Kill();
            Store = await Rig.Open();
            await UnitCheck.Whole(Store, child.Acknowledged);
            await Store.DisposeAsync();
        }
        Store = await Rig.Open();
    }

    [Fact]
    public async Task A_missing_unit_or_a_part_of_one_would_be_seen()
    {
        var mine = await Own(0);
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => UnitCheck.Whole(Store, [1, 0, 0, 0]));
        await Committed(Sample.Journal(mine, Sample.Row(CrashChild.Id(0, 1, 0))));
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => UnitCheck.Whole(Store, [0, 0, 0, 0]));
    }
}
