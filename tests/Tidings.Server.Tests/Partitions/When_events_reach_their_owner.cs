using Tidings.Core.Customers;
using Tidings.Core.Decide;
using Tidings.Core.Events;
using Tidings.Core.Messages;

namespace Tidings.Server.Tests.Partitions;

public sealed class When_events_reach_their_owner
{
    [Fact]
    public async Task An_accepted_event_is_in_the_journal_and_its_message_is_offered()
    {
        await using var partition = await OwnedPartition.Open();
        var owner = await partition.Take();
        var outcomes = await owner.Accept([OwnedPartition.Registered("c1"), OwnedPartition.Event("c1", "e1")]);
        Assert.All(outcomes, static outcome => Assert.Equal(EventStatus.Accepted, outcome.Status));
        Assert.Equal(2, (await partition.Journal()).Count);
        Assert.Equal([(outcomes[1].First, "c1")], partition.Offered);
    }

    [Fact]
    public async Task A_repeated_event_is_a_duplicate_and_is_not_journalled_again()
    {
        await using var partition = await OwnedPartition.Open();
        var owner = await partition.Take();
        await owner.Accept([OwnedPartition.Registered("c1"), OwnedPartition.Event("c1", "e1")]);
        // In the same batch, and in a later one.
        var outcomes = await owner.Accept([OwnedPartition.Event("c1", "e1"), OwnedPartition.Event("c1", "e2"), OwnedPartition.Event("c1", "e2")]);
        Assert.Equal([EventStatus.Duplicate, EventStatus.Accepted, EventStatus.Duplicate], outcomes.Select(static outcome => outcome.Status));
        Assert.Equal(3, (await partition.Journal()).Count);
    }

    [Fact]
    public async Task The_same_id_of_another_customer_or_source_is_another_event()
    {
        await using var partition = await OwnedPartition.Open();
        var owner = await partition.Take();
        await owner.Accept([OwnedPartition.Registered("c1"), OwnedPartition.Registered("c2"), OwnedPartition.Event("c1", "e1")]);
        var outcomes = await owner.Accept([OwnedPartition.Event("c2", "e1"), OwnedPartition.Event("c1", "e1") with { Source = "/other" }]);
        Assert.All(outcomes, static outcome => Assert.Equal(EventStatus.Accepted, outcome.Status));
    }

    [Fact]
    public async Task An_unregistered_customer_is_refused_by_name_of_the_field_and_his_neighbours_are_not()
    {
        await using var partition = await OwnedPartition.Open();
        var owner = await partition.Take();
        var outcomes = await owner.Accept([OwnedPartition.Event("stranger", "e1"), OwnedPartition.Registered("c1"), OwnedPartition.Event("c1", "e2")]);
        Assert.Equal([EventStatus.Refused, EventStatus.Accepted, EventStatus.Accepted], outcomes.Select(static outcome => outcome.Status));
        Assert.Equal("data.customer", Assert.Single(outcomes[0].Errors!).Field);
        // Refused means that nothing is remembered: once registered, the same event is welcome.
        Assert.Equal(EventStatus.Accepted, (await owner.Accept([OwnedPartition.Registered("stranger"), OwnedPartition.Event("stranger", "e1")]))[1].Status);
    }

    [Fact]
    public async Task An_event_that_cannot_be_decided_is_refused_alone_and_the_owner_goes_on()
    {
        await using var partition = await OwnedPartition.Open();
        partition.Pipeline = new Failing(partition.Pipeline);
        var owner = await partition.Take();
        await owner.Accept([OwnedPartition.Registered("c1"), OwnedPartition.Registered("c2")]);
        // Half a surrogate pair cannot be stored.
        BankEvent[] events =
        [
            OwnedPartition.Event("c1", "e1"), OwnedPartition.Event("c1", Failing.Id), OwnedPartition.Event("c2", "\ud800"), OwnedPartition.Event("c2", "e2"),
        ];
        var outcomes = await owner.Accept(events);
        Assert.Equal([EventStatus.Accepted, EventStatus.Refused, EventStatus.Refused, EventStatus.Accepted], outcomes.Select(static outcome => outcome.Status));
        Assert.False(owner.Broken);
        Assert.Equal([outcomes[0].First, outcomes[3].First], partition.Offered.Select(static offered => offered.Id));
        Assert.Equal(4, (await partition.Journal()).Count);
    }

    sealed class Failing(IEventPipeline inner) : IEventPipeline
    {
        public const string Id = "fails";

        public Decided Decide(CustomerState state, Account? account, BankEvent happened, ulong key, DateTimeOffset now) =>
            happened.Id == Id ? throw new InvalidOperationException("A bug.") : inner.Decide(state, account, happened, key, now);
    }

    [Fact]
    public async Task Messages_are_offered_in_the_order_of_the_events_with_rising_ids()
    {
        await using var partition = await OwnedPartition.Open();
        var owner = await partition.Take();
        await owner.Accept([OwnedPartition.Registered("c1")]);
        // All at once: turns overlap, answers keep their order.
        await Task.WhenAll(Enumerable.Range(0, 200).Select(i => owner.Accept([OwnedPartition.Event("c1", $"e{i}")])));
        Assert.Equal(200, partition.Offered.Count);
        Assert.Equal(partition.Offered.Select(static offered => offered.Id), partition.Offered.Select(static offered => offered.Id).Order());
        var texts = (await partition.Journal()).Skip(1).Select(static row => MemoryPack.MemoryPackSerializer.Deserialize<DecidedEvent>(row.Payload.Span)!.EventId);
        Assert.Equal(Enumerable.Range(0, 200).Select(static i => $"e{i}"), texts);
    }
}
