using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Tidings.Core.Messages;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Audit.Check;
using Tidings.Server.Deliver;
using Tidings.Server.Host;
using Tidings.Server.Track.Retention;
using Tidings.Server.Tests.Audit;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Track.Retention;

/// <summary>A whole node; retention is told of a day that is yet to come.</summary>
public sealed class When_days_are_over
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static DateTimeOffset In(double days) => TimeProvider.System.GetUtcNow().AddDays(days);

    static Task<(long Texts, MessageId Low, long Kept)> Run(RealNode node, double days) => node.Services.GetRequiredService<RetentionPass>().Run(In(days), Cancel);

    static IStore StoreOf(RealNode node) => node.Services.GetRequiredService<IStore>();

    static async Task<JsonElement> Message(RealNode node, string id)
    {
        var answer = await node.Send(HttpMethod.Get, $"/v1/messages/{id}");
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Json;
    }

    [Fact]
    public async Task A_text_is_there_on_its_last_day_and_gone_on_the_next_and_all_else_of_it_stays()
    {
        var (node, messages) = await AuditedNode.Start();
        await using var _ = node;
        Assert.Equal(0, (await Run(node, 89.9)).Texts);
        Assert.Equal(200, (await node.Send(HttpMethod.Post, $"/v1/messages/{messages[0]}/reveal", body: """{"reason":"the customer asks"}""")).Status);
        Assert.Equal(2, (await Run(node, 90.01)).Texts);
        var shown = await Message(node, messages[0]);
        Assert.Equal("", shown.GetProperty("text").GetString());
        Assert.True(shown.GetProperty("purgedAt").GetDateTimeOffset() > In(89));
        Assert.Equal("card-payment-abroad", shown.GetProperty("alert").GetString());
        Assert.Equal("purged", (await node.Send(HttpMethod.Post, $"/v1/messages/{messages[0]}/reveal", body: """{"reason":"the customer asks"}""")).Json.GetProperty("code").GetString());
        Assert.Equal(410, (await node.Prove(messages[0], "the customer disputes it")).Status);
        Assert.Contains(messages[0], (await node.Send(HttpMethod.Post, "/v1/messages/search", body: """{"customer":"C-1"}""")).Text, StringComparison.Ordinal);
        // Nothing is left to do.
        Assert.Equal(0, (await Run(node, 91)).Texts);
    }

    [Fact]
    public async Task The_log_still_holds_against_the_store_and_finds_what_is_changed_after()
    {
        var (node, messages) = await AuditedNode.Start();
        Assert.Equal(2, (await Run(node, 91)).Texts);
        var more = await AuditedNode.Pay(node, "e-2");
        await node.Send(HttpMethod.Post, "/v1/audit/checkpoint");
        await node.Stop();
        Assert.IsType<LogVerdict.Good>(await AuditedNode.Check(node.Folder));
        Assert.True(MessageId.TryParse(messages[0], out var id));
        await AuditedNode.Rewrite(node.Folder, id.Value, static decided => decided with { Purged = decided.Purged! with { Commitments = new byte[decided.Purged.Commitments.Length] } });
        Assert.Contains($"message of {messages[0]} was changed", Assert.IsType<LogVerdict.Wrong>(await AuditedNode.Check(node.Folder)).What, StringComparison.Ordinal);
        Assert.NotEmpty(more);
        Directory.Delete(node.Folder, recursive: true);
    }

    [Fact]
    public async Task No_salt_is_left_by_which_the_text_could_be_guessed()
    {
        var (node, messages) = await AuditedNode.Start();
        await using var _ = node;
        Assert.True(MessageId.TryParse(messages[0], out var id));
        Assert.NotEqual(0, DecidedEvents.Of((await StoreOf(node).ReadMessage(id, Cancel))!.Row).Salts![..16].Max());
        await Run(node, 91);
        Assert.Equal(0, DecidedEvents.Of((await StoreOf(node).ReadMessage(id, Cancel))!.Row).Salts![..16].Max());
    }

    [Fact]
    public async Task Who_was_erased_gets_no_new_key_by_it_and_his_neighbours_texts_go()
    {
        var (node, messages) = await AuditedNode.Start();
        await using var _ = node;
        Assert.Equal(204, (await node.Send(HttpMethod.Delete, "/v1/customers/C-1")).Status);
        Assert.Equal(1, (await Run(node, 91)).Texts);
        Assert.Equal(404, (await node.Send(HttpMethod.Get, $"/v1/messages/{messages[0]}")).Status);
        Assert.Equal("", (await Message(node, messages[1])).GetProperty("text").GetString());
    }

    [Fact]
    public async Task A_restart_goes_on_where_it_was_and_a_class_with_shorter_days_goes_first()
    {
        var (node, messages) = await AuditedNode.Start();
        await Run(node, 91);
        var later = await AuditedNode.Pay(node, "e-2");
        node = await node.Restart();
        await using var _ = node;
        Assert.Equal(0, (await Run(node, 1.01)).Texts);
        Assert.Equal(later.Length, (await Run(node, 92)).Texts);
        Assert.Equal("", (await Message(node, messages[0])).GetProperty("text").GetString());
        var options = node.Services.GetRequiredService<IOptions<RetentionOptions>>().Value;
        Assert.Equal((TimeSpan.FromDays(1), TimeSpan.FromDays(90)), (options.TextsOf(MessageClass.OneTimeCode), options.TextsOf(MessageClass.Balance)));
    }

    [Fact]
    public void What_is_still_valid_keeps_its_text_however_old_it_is()
    {
        var now = In(0);
        var row = RowOf(now.AddHours(1), MessageClass.OneTimeCode);
        var purge = new TextPurge(new HashSet<MessageClass> { MessageClass.OneTimeCode }, now);
        Assert.True(purge.Change(row).Stop);
        var over = new TextPurge(new HashSet<MessageClass> { MessageClass.OneTimeCode }, now.AddHours(2));
        Assert.NotNull(over.Change(row).Payload);
        Assert.Null(new TextPurge(new HashSet<MessageClass> { MessageClass.Balance }, now.AddHours(2)).Change(row).Payload);
    }

    static JournalRow RowOf(DateTimeOffset validUntil, MessageClass of) => new()
    {
        Id = MessageId.First(validUntil.AddDays(-1), 0), Partition = 0, Customer = "C-1", EventKey = 1, Messages = 1, Class = (byte)of, Carrier = "main", Delta = new byte[1],
        Payload = MemoryPack.MemoryPackSerializer.Serialize(new DecidedEvent
        {
            Source = "s", EventId = "1", Type = "t", Time = validUntil, Customer = "C-1", Suppressions = [],
            Messages = [new() { Alert = "a", Class = of, Template = "a/en/1", To = new("447700900101"), From = new("B"), Text = "t", ValidUntil = validUntil, Reasons = [] }],
        }),
    };

    /// <summary>The partitions' snapshots hold everything.</summary>
    static async Task<RealNode> Settled(RealNode node)
    {
        await node.Stop();
        node = await RealNode.Start(node.Folder, ("Partitions:SnapshotEvery", "00:00:01"), RealNode.OnePerson);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var newest = (await StoreOf(node).ReadNewest(default, new(long.MaxValue), 1, Cancel))[0].Row;
        while ((await StoreOf(node).ReadPurgeEnd(new(long.MaxValue), 10_000, Cancel)).Value <= newest.Id.Value)
            await timer.WaitForNextTickAsync(Cancel);
        return node;
    }

    [Fact]
    public async Task Facts_go_after_thirteen_months_and_nothing_finds_them_any_more()
    {
        var (node, messages) = await AuditedNode.Start();
        await node.Send(HttpMethod.Post, "/v1/audit/checkpoint");
        node = await Settled(node);
        await StoreOf(node).Commit(new() { DispatchLow = new("main", MessageId.First(In(1), 0)) });
        Assert.Equal(default, (await Run(node, 395.9)).Low);
        Assert.Equal(200, (await node.Send(HttpMethod.Get, $"/v1/messages/{messages[0]}")).Status);
        // Dispatch says so once a second too, and without a carrier it is not past them: what counts is what it said last.
        MessageId low;
        do
        {
            await StoreOf(node).Commit(new() { DispatchLow = new("main", MessageId.First(In(1), 0)) });
            low = (await Run(node, 396.1)).Low;
        }
        while (low == default);
        Assert.Equal(404, (await node.Send(HttpMethod.Get, $"/v1/messages/{messages[0]}")).Status);
        Assert.Empty((await node.Send(HttpMethod.Post, "/v1/messages/search", body: """{"customer":"C-1"}""")).Json.GetProperty("messages").EnumerateArray());
        Assert.Empty((await node.Send(HttpMethod.Post, "/v1/messages/search", body: """{"number":"+15005550006"}""")).Json.GetProperty("messages").EnumerateArray());
        Assert.Empty((await node.Send(HttpMethod.Post, "/v1/events/search", body: "{}")).Json.GetProperty("events").EnumerateArray());
        // Before the first row and after the last: one that is cut off has left the first act, which verifies what is gone.
        var acts = (await node.Send(HttpMethod.Get, "/v1/audit/acts")).Text;
        Assert.InRange(acts.IndexOf("retention.purged", StringComparison.Ordinal), 0, acts.IndexOf("retention.purge-begun", StringComparison.Ordinal));
        // What is remembered of customers does not stand on rows that are gone.
        Assert.Contains("duplicate", (await node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Payment("e-1"))).Text, StringComparison.Ordinal);
        var waiting = await AuditedNode.Pay(node, "e-3");
        Assert.Equal(2, waiting.Length);
        await node.Send(HttpMethod.Post, "/v1/audit/checkpoint");
        await node.Stop();
        // Those wait for a carrier: the mark is not past them, as this test has said above.
        await using (var store = await StoreForTools.Open(node.Folder, Cancel))
            await store.Store.Commit(new() { DispatchLow = new("main", MessageId.TryParse(waiting.Min(StringComparer.Ordinal), out var first) ? first : default) });
        Assert.IsType<LogVerdict.Good>(await AuditedNode.Check(node.Folder));
        node = await RealNode.Start(node.Folder, RealNode.OnePerson);
        await using var _ = node;
        Assert.Contains("duplicate", (await node.Send(HttpMethod.Post, "/v1/events", "application/cloudevents+json", Samples.Payment("e-1"))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_may_still_have_to_be_sent_is_kept_however_old_it_is()
    {
        var (node, messages) = await AuditedNode.Start();
        await using var _ = node;
        // No carrier has ever come: nothing is settled.
        Assert.Equal(default, (await Run(node, 4000)).Low);
        Assert.Equal(200, (await node.Send(HttpMethod.Get, $"/v1/messages/{messages[0]}")).Status);
    }

    [Fact]
    public async Task A_text_that_would_outlive_its_facts_keeps_the_node_from_starting()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => RealNode.Start(null, ("Retention:Facts", "60.00:00:00")));
        Assert.Contains("Retention:Facts is shorter", failure.Message, StringComparison.Ordinal);
    }
}
