using Tidings.Core.Events;

namespace Tidings.Server.Tests.Partitions;

public sealed class When_a_customer_leaves_his_partition
{
    [Fact]
    public async Task No_snapshot_of_him_is_written_while_or_after_his_key_goes()
    {
        await using var partition = await OwnedPartition.Open();
        var owner = await partition.Take();
        await owner.Accept([OwnedPartition.Registered("ada"), OwnedPartition.Registered("bo")]);
        Assert.True(await owner.Erase("ada", () => partition.WriteSnapshots(owner)));
        await partition.WriteSnapshots(owner);
        Assert.Equal(["bo"], (await partition.Store.ReadProfiles(0, ["ada", "bo"], TestContext.Current.CancellationToken)).Select(static row => row.Customer));
    }

    [Fact]
    public async Task His_events_wait_outside_while_his_key_goes_and_others_go_on()
    {
        await using var partition = await OwnedPartition.Open();
        var owner = await partition.Take();
        await owner.Accept([OwnedPartition.Registered("ada"), OwnedPartition.Registered("bo")]);
        var before = (await partition.Journal()).Count;
        Assert.True(await owner.Erase("ada", async () =>
        {
            var outcomes = await owner.Accept([OwnedPartition.Event("ada", "e1"), OwnedPartition.Event("bo", "e2")]);
            Assert.Equal([EventStatus.Busy, EventStatus.Accepted], outcomes.Select(static outcome => outcome.Status));
            Assert.False(await owner.Erase("ada", () => throw new InvalidOperationException("Twice at once.")));
        }));
        Assert.Equal(["bo"], (await partition.Journal()).Skip(before).Select(static row => row.Customer));
    }

    [Fact]
    public async Task A_key_that_cannot_be_destroyed_ends_the_owner_and_the_next_one_has_him_as_he_was()
    {
        await using var partition = await OwnedPartition.Open();
        var owner = await partition.Take();
        await owner.Accept([OwnedPartition.Registered("ada")]);
        await Assert.ThrowsAsync<IOException>(() => owner.Erase("ada", static () => throw new IOException("The disk is full.")));
        Assert.True(owner.Broken);
        owner = await partition.Take();
        Assert.Equal(EventStatus.Accepted, (await owner.Accept([OwnedPartition.Event("ada", "e1")])).Single().Status);
    }
}
