using Tidings.Core.Customers;
using Tidings.Core.Events;

namespace Tidings.Server.Tests.Partitions;

public sealed class When_a_customer_has_too_many_events
{
    const int Batch = 1_024;

    [Fact]
    public async Task All_that_were_accepted_are_known_also_after_a_restart_and_the_next_is_refused_by_name()
    {
        await using var partition = await OwnedPartition.Open();
        var owner = await partition.Take();
        await owner.Accept([OwnedPartition.Registered("c1"), OwnedPartition.Registered("c2")]);
        // The registration is an event too.
        var events = Enumerable.Range(1, RecentEvents.Bound - 1).Select(static i => OwnedPartition.Event("c1", $"e{i}")).ToArray();
        foreach (var batch in events.Chunk(Batch))
            Assert.All(await owner.Accept(batch), static outcome => Assert.Equal(EventStatus.Accepted, outcome.Status));
        await RefusesOneMore(owner);

        var successor = await partition.Take();
        foreach (var batch in events.Chunk(Batch))
            Assert.All(await successor.Accept(batch), static outcome => Assert.Equal(EventStatus.Duplicate, outcome.Status));
        await RefusesOneMore(successor);
    }

    static async Task RefusesOneMore(OwnerInTurns owner)
    {
        var outcomes = await owner.Accept([OwnedPartition.Event("c1", "more"), OwnedPartition.Event("c2", "other")]);
        Assert.Equal(EventStatus.Refused, outcomes[0].Status);
        Assert.Equal(FieldCodes.Limit, Assert.Single(outcomes[0].Errors!).Code);
        Assert.NotEqual(EventStatus.Refused, outcomes[1].Status);
    }
}
