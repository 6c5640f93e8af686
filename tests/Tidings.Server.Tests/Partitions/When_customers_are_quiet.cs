using Tidings.Core.Events;

namespace Tidings.Server.Tests.Partitions;

public sealed class When_customers_are_quiet
{
    [Fact]
    public async Task They_are_forgotten_beyond_the_bound_and_known_when_they_return()
    {
        await using var partition = await OwnedPartition.Open();
        partition.Options.ResidentCustomers = 10;
        var owner = await partition.Take();
        for (var i = 0; i < 50; i++)
            await owner.Accept([OwnedPartition.Registered($"c{i}"), OwnedPartition.Event($"c{i}", "e1")]);
        await partition.WriteSnapshots(owner);
        Assert.Equal(10, owner.ResidentCustomers);
        for (var i = 0; i < 50; i++)
        {
            var outcomes = await owner.Accept([OwnedPartition.Event($"c{i}", "e1"), OwnedPartition.Event($"c{i}", "e2")]);
            Assert.Equal([EventStatus.Duplicate, EventStatus.Accepted], outcomes.Select(static o => o.Status));
        }
    }

    [Fact]
    public async Task They_are_forgotten_beyond_the_megabytes_too_and_known_when_they_return()
    {
        await using var partition = await OwnedPartition.Open();
        // One of 64 partitions has 16 kB of the megabyte, which no twenty customers fit into.
        (partition.Options.Count, partition.Options.ResidentMegabytes) = (64, 1);
        var owner = await partition.Take();
        for (var i = 0; i < 50; i++)
            await owner.Accept([OwnedPartition.Registered($"c{i}"), OwnedPartition.Event($"c{i}", "e1")]);
        Assert.Equal(50, owner.ResidentCustomers);
        await partition.WriteSnapshots(owner);
        Assert.InRange(owner.ResidentCustomers, 5, 25);
        for (var i = 0; i < 50; i++)
            Assert.Equal(EventStatus.Duplicate, (await owner.Accept([OwnedPartition.Event($"c{i}", "e1")]))[0].Status);
    }

    [Fact]
    public async Task Ids_that_do_not_exist_do_not_fill_the_memory()
    {
        await using var partition = await OwnedPartition.Open();
        var owner = await partition.Take();
        for (var i = 0; i < 100; i++)
            await owner.Accept([OwnedPartition.Event($"stranger{i}", "e1")]);
        await partition.WriteSnapshots(owner);
        Assert.Equal(0, owner.ResidentCustomers);
    }

    [Fact]
    public async Task A_snapshot_never_holds_what_the_journal_does_not()
    {
        await using var partition = await OwnedPartition.Open();
        var owner = await partition.Take();
        await owner.Accept([OwnedPartition.Registered("c1")]);
        // Another owner takes over while this one has an event under way: its commit fails, and so must its snapshot.
        var fresh = await partition.Take();
        var refused = owner.Accept([OwnedPartition.Event("c1", "e1")]);
        await partition.WriteSnapshots(owner);
        Assert.Equal(EventStatus.Busy, (await refused)[0].Status);
        Assert.Equal(EventStatus.Accepted, (await fresh.Accept([OwnedPartition.Event("c1", "e1")]))[0].Status);
    }
}
