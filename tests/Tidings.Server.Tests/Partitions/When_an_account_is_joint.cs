using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Tidings.Core.Customers;
using Tidings.Core.Events;
using Tidings.Core.Messages;
using Tidings.Server.Partitions;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Partitions;

public sealed class When_an_account_is_joint
{
    const string Anyone = """{"name":"Ada","phones":["+15005550006"]}""";

    static async Task<RealNode> Start(params string[] registered)
    {
        var node = await RealNode.Start();
        foreach (var customer in registered)
            Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/customers/" + customer, body: Anyone)).Status);
        Assert.Equal(200, (await node.Send(HttpMethod.Put, "/v1/accounts/A-1001", body: """{"holders":["C-1","C-2"],"currency":"EUR"}""")).Status);
        return node;
    }

    static Task<Answer> Pay(RealNode node, string id = "E-1") => node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Payment(id));

    static (int, string?, int, string) Told(Answer answer) => (answer.Status, answer.Results[0].GetProperty("status").GetString(),
        answer.Results[0].TryGetProperty("messages", out var messages) ? messages.GetArrayLength() : 0,
        answer.Results[0].TryGetProperty("notTold", out var holders) ? string.Join(',', holders.EnumerateArray().Select(h => $"{h.GetProperty("customer")}:{h.GetProperty("code")}")) : "");

    [Fact]
    public async Task A_holder_who_is_not_registered_is_named_and_is_told_by_a_repetition_once_he_is()
    {
        await using var node = await Start("C-1");
        Assert.Equal((202, "accepted", 1, "C-2:unknown-customer"), Told(await Pay(node)));
        Assert.Equal((200, "duplicate", 0, "C-2:unknown-customer"), Told(await Pay(node)));
        await node.Send(HttpMethod.Put, "/v1/customers/C-2", body: Anyone);
        Assert.Equal((202, "accepted", 1, ""), Told(await Pay(node)));
        Assert.Equal((200, "duplicate", 0, ""), Told(await Pay(node)));
    }

    [Fact]
    public async Task It_is_refused_where_no_holder_is_registered()
    {
        await using var node = await Start();
        Assert.Equal((422, "event-refused"), ((await Pay(node)).Status, (await Pay(node)).Code));
    }

    [Fact]
    public async Task A_holder_who_was_closed_is_recorded_as_not_told()
    {
        await using var node = await Start("C-1", "C-2");
        Assert.Equal(202, (await node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Event("close", "customer.closed", """{"customer":"C-2"}"""))).Status);
        Assert.Equal((202, "accepted", 1, ""), Told(await Pay(node)));
        Assert.Equal((200, "duplicate", 0, ""), Told(await Pay(node)));
        var found = await node.Send(HttpMethod.Post, "/v1/events/search", body: """{"eventId":"E-1"}""");
        Assert.Contains("\"closed\"", found.Text, StringComparison.Ordinal);
        Assert.Equal(202, (await node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Event("login", "security.password.changed", """{"customer":"C-2"}"""))).Status);
    }

    static readonly FieldError Unknown = new("data.customer", "unknown-customer", "w", "f");

    [Theory]
    [InlineData(EventStatus.Accepted, EventStatus.Busy, EventStatus.Busy), InlineData(EventStatus.Duplicate, EventStatus.Busy, EventStatus.Busy)]
    [InlineData(EventStatus.Refused, EventStatus.Busy, EventStatus.Busy), InlineData(EventStatus.Accepted, EventStatus.Refused, EventStatus.Accepted)]
    [InlineData(EventStatus.Duplicate, EventStatus.Refused, EventStatus.Duplicate), InlineData(EventStatus.Duplicate, EventStatus.Accepted, EventStatus.Accepted)]
    [InlineData(EventStatus.Refused, EventStatus.Refused, EventStatus.Refused), InlineData(EventStatus.Duplicate, EventStatus.Duplicate, EventStatus.Duplicate)]
    public async Task The_outcome_of_two_parts_is_the_same_in_either_order(EventStatus one, EventStatus other, EventStatus both)
    {
        foreach (var parts in (EventStatus[][])[[one, other], [other, one]])
        {
            var pending = new PendingAccept(1);
            pending.Expect(2);
            for (var i = 0; i < 2; i++)
            {
                pending.Set(0, $"C-{i}", new(parts[i], parts[i] == EventStatus.Accepted ? [new MessageId(i + 1)] : [], parts[i] == EventStatus.Refused ? [Unknown] : []));
                pending.PartDone();
            }
            pending.PartDone();
            var outcome = Assert.Single(await pending.Answer);
            Assert.Equal((both, parts.Count(p => p == EventStatus.Refused)), (outcome.Status, outcome.NotTold.Count));
            Assert.Equal(both == EventStatus.Refused ? 2 : 0, outcome.Errors.Count);
        }
    }

    [Fact]
    public async Task Holders_that_change_while_an_event_is_on_its_way_let_nobody_wait()
    {
        await using var node = await RealNode.Start();
        // Two customers of different partitions, one of whom holds the account at each look.
        string[] holders = ["C-0", .. Enumerable.Range(1, 100).Select(i => $"C-{i}").Where(c => Placement.Of(c, 4) != Placement.Of("C-0", 4)).Take(1)];
        var looks = 0;
        var router = new EventRouter(new Directory(() => [holders[Math.Min(looks++, 1)]]), Doors(node, 100));
        var outcome = Assert.Single(await router.Accept([OwnedPartition.Event("", "e") with { Account = "A" }], TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        Assert.Equal(EventStatus.Refused, outcome.Status);
    }

    [Fact]
    public async Task After_one_event_that_found_no_room_no_later_one_of_the_customer_enters()
    {
        await using var node = await RealNode.Start();
        var doors = Doors(node, 1);
        // When the third event is looked at, there is room again.
        var looks = 0;
        var router = new EventRouter(new Directory(() =>
        {
            if (++looks == 3)
                Array.ForEach(doors, static door => door.Send());
            return ["C-0"];
        }), doors);
        var events = Enumerable.Range(0, 4).Select(i => OwnedPartition.Event("", $"e{i}") with { Account = "A" }).ToArray();
        var outcomes = await router.Accept(events, TestContext.Current.CancellationToken);
        Assert.Equal([EventStatus.Refused, EventStatus.Busy, EventStatus.Busy, EventStatus.Busy], outcomes.Select(o => o.Status));
    }

    [Fact]
    public async Task Who_does_not_hold_it_is_told_nothing_of_it()
    {
        await using var node = await Start("C-1", "C-2", "C-3");
        var answer = await node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Payment("E", Samples.PaymentData.Replace("{\"account\"", "{\"customer\":\"C-3\",\"account\"", StringComparison.Ordinal)));
        Assert.Equal((422, ("data.customer", "not-a-holder")), (answer.Status, Assert.Single(answer.Errors)));
    }

    static PartitionDoor[] Doors(RealNode node, int bound) =>
        [.. Enumerable.Range(0, 4).Select(i => new PartitionDoor(i, node.Services.GetRequiredService<IGrainFactory>(), bound, new(), NullLogger.Instance))];

    sealed class Directory(Func<IReadOnlyList<string>> holders) : IAccountDirectory
    {
        public int Count => 1;

        public bool TryGet(string account, out Account found)
        {
            found = new() { Id = account, Holders = holders(), Currency = "EUR", Masked = "" };
            return true;
        }

        public ValueTask Update(IReadOnlyList<AccountUpdate> updates, CancellationToken cancel) => default;
    }
}
