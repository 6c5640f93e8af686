using Tidings.Client.Events;
using Tidings.Client.Tests.Calls;

namespace Tidings.Client.Tests.Events;

public sealed class When_a_batch_is_sent
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_event_has_its_result_in_their_order_also_over_several_requests()
    {
        await using var node = await Bank.Node();
        await Bank.Register(node);
        await using var bank = Bank.Of(node, static options => options.EventsPerRequest = 2);
        var results = await bank.Tidings.Events.SendAllAsync(
            [Bank.Payment("E-1", amount: 1), Bank.Payment("E-2", 7), Bank.Payment("E-3", amount: 3), Bank.Payment("E-1", amount: 1), Bank.Payment("E-5", amount: 5)], Cancel);
        Assert.Equal(
            [EventStatus.Accepted, EventStatus.Refused, EventStatus.Accepted, EventStatus.Duplicate, EventStatus.Accepted], results.Select(static one => one.Status));
        Assert.Equal(["E-1", "E-2", "E-3", "E-1", "E-5"], results.Select(static one => one.Id));
        Assert.Equal(("data.account", "unknown-account"), (results[1].Errors[0].Field, results[1].Errors[0].Code));
        Assert.Empty(await bank.Tidings.Events.SendAllAsync([], Cancel));
    }

    [Fact]
    public async Task What_comes_too_fast_is_sent_again_when_the_node_says()
    {
        await using var node = await Bank.Node(null, ("Limits:CallerEventsPerSecond", "2"));
        await Bank.Register(node);
        await using var bank = Bank.Of(node, static options => options.EventsPerRequest = 2);
        var results = await bank.Tidings.Events.SendAllAsync(Enumerable.Range(0, 6).Select(static i => Bank.Payment($"E-{i}", amount: 1 + i)), Cancel);
        Assert.All(results, static one => Assert.Equal(EventStatus.Accepted, one.Status));

        await using var all = Bank.Of(node);
        await all.Tidings.Events.SendAllAsync(Enumerable.Range(0, 400).Select(static i => Bank.Payment($"F-{i}", amount: 20 + i)), Cancel);
        await using var hasty = Bank.Of(node, static options => options.Patience = TimeSpan.Zero);
        var refused = await Assert.ThrowsAsync<TidingsException>(() => hasty.Tidings.Events.SendAllAsync([Bank.Payment("F-400", amount: 500)], Cancel));
        Assert.Equal(("rate-limited", 429), (refused.Code, refused.Status));
        Assert.NotNull(refused.RetryAfter);
    }

    static string Results(params (string Id, string Status)[] results) =>
        $$"""{"results":[{{string.Join(',', results.Select(static one => $$"""{"id":"{{one.Id}}","source":"/bank/core","status":"{{one.Status}}"}"""))}}]}""";

    [Fact]
    public async Task Those_that_the_node_had_no_time_for_are_sent_again_alone()
    {
        await using var node = await ScriptedNode.Start(
            (200, ScriptedNode.Json, Results(("E-0", "accepted"), ("E-1", "busy"), ("E-2", "accepted"), ("E-3", "busy"))),
            (200, ScriptedNode.Json, Results(("E-1", "accepted"), ("E-3", "duplicate"))));
        await using var bank = Bank.At(node.Address, "tk_live_x");
        var results = await bank.Tidings.Events.SendAllAsync(Enumerable.Range(0, 4).Select(static i => Bank.Payment($"E-{i}")), Cancel);
        Assert.Equal([EventStatus.Accepted, EventStatus.Accepted, EventStatus.Accepted, EventStatus.Duplicate], results.Select(static one => one.Status));
        Assert.Equal(2, node.Asks.Length);
        Assert.DoesNotContain("\"E-0\"", node.Asks[1].Body, StringComparison.Ordinal);
        Assert.True(node.Asks[1].Body.IndexOf("\"E-1\"", StringComparison.Ordinal) < node.Asks[1].Body.IndexOf("\"E-3\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Behind_those_that_stay_busy_nothing_overtakes()
    {
        await using var node = await ScriptedNode.Start((200, ScriptedNode.Json, Results(("E-0", "accepted"), ("E-1", "busy"))));
        await using var bank = Bank.At(node.Address, "tk_live_x", static options => (options.EventsPerRequest, options.Patience) = (2, TimeSpan.Zero));
        var results = await bank.Tidings.Events.SendAllAsync(Enumerable.Range(0, 5).Select(static i => Bank.Payment($"E-{i}")), Cancel);
        Assert.Equal([EventStatus.Accepted, EventStatus.Busy, EventStatus.Busy, EventStatus.Busy, EventStatus.Busy], results.Select(static one => one.Status));
        Assert.Equal(["E-0", "E-1", "E-2", "E-3", "E-4"], results.Select(static one => one.Id));
        Assert.Single(node.Asks);
    }
}
