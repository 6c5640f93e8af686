using Microsoft.Extensions.Options;
using Tidings.Core.Messages;
using Tidings.Security.Access;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Log;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Audit.Pruning;

public sealed class When_the_logs_days_are_over
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The oldest act of Ada's.</summary>
    static async Task<string> Oldest(RealNode node) =>
        (await OldLog.StoreOf(node).ReadDocuments(DocumentActs.Kind, false, Cancel)).Where(static row => DocumentActs.Of(row).Actor == "operator:ada").Min(static row => row.Id)!;

    static async Task IsProved(RealNode node, string act)
    {
        var proof = await node.Send(HttpMethod.Get, $"/v1/audit/acts/{act}/proof");
        Assert.True(proof.Status == 200, proof.Text);
        Assert.Contains("operator:ada", System.Text.Encoding.UTF8.GetString(Security.Audit.Notes.TlogProof.Parse(System.Text.Encoding.UTF8.GetBytes(proof.Text))!.Extra!), StringComparison.Ordinal);
        Assert.Equal(0, await OtherReader.Proof(proof.Text, node.Folder));
    }

    [Fact]
    public async Task Whole_bundles_go_with_their_rows_and_tiles_and_an_act_says_so()
    {
        await using var node = await OldLog.Start(600);
        Assert.Equal(0, await OldLog.Prune(node, 3652));
        Assert.Equal(512, await OldLog.Prune(node));
        Assert.Equal((0, 0), OldLog.Below(node, 512));
        Assert.Equal(0, await OldLog.Prune(node));
        Assert.Contains("\"kind\":\"log.pruned\",\"document\":\"log/512\",\"reason\":\"root ", (await node.Send(HttpMethod.Get, "/v1/audit/acts?kind=log.pruned")).Text, StringComparison.Ordinal);
        Assert.Contains("kept from entry 512 on", node.Logs.All, StringComparison.Ordinal);
        Assert.Contains("/pruned\n512\n", (await node.Send(HttpMethod.Get, "/audit/pruned")).Text, StringComparison.Ordinal);
        foreach (var path in (string[])["/audit/tile/0/000", "/audit/tile/entries/001", "/audit/tile/0/001.p/7"])
        {
            var gone = await node.Send(HttpMethod.Get, path);
            Assert.Equal((410, "pruned"), (gone.Status, gone.Json.GetProperty("code").GetString()));
            Assert.Contains("kept from entry 512 on", gone.Text, StringComparison.Ordinal);
        }
        using var kept = await node.Client.GetAsync("/audit/tile/entries/002", Cancel);
        Assert.Equal(200, (int)kept.StatusCode);
        await OldLog.IsGood(node, 512);
    }

    [Fact]
    public async Task Nothing_is_told_of_a_log_that_has_all_its_entries()
    {
        await using var node = await OldLog.Start(10);
        Assert.Equal(404, (await node.Send(HttpMethod.Get, "/audit/pruned")).Status);
        Assert.Equal(0, await OldLog.Prune(node));
        Assert.Equal(0, await node.Send(HttpMethod.Get, "/audit/tile/0/000") is { Status: 404 } ? 0 : 1);
    }

    [Fact]
    public async Task Documents_and_acts_stay_provable_by_whom_they_were_and_what_opens_them_does_not_grow()
    {
        var node = await OldLog.Start(600);
        var act = await Oldest(node);
        await IsProved(node, act);
        var openings = (await OldLog.StoreOf(node).ReadDocuments(AuditOpening.Kind, true, Cancel)).Count;
        Assert.Equal(512, await OldLog.Prune(node));
        await IsProved(node, act);
        // One more for the pruning itself, and those two whose entries stand on both sides may wait.
        Assert.InRange((await OldLog.StoreOf(node).ReadDocuments(AuditOpening.Kind, true, Cancel)).Count, openings, openings + 2);
        await OldLog.IsGood(node, 512);
        node = await RealNode.Start(node.Folder, RealNode.OnePerson);
        // Ten years later what was committed to anew is as old, and the minimum of before goes too.
        await OldLog.Act(node, 300);
        var kept = await OldLog.Prune(node, 2 * OldLog.Over);
        Assert.InRange(kept, 1280, 1536);
        await IsProved(node, act);
        Assert.InRange((await OldLog.StoreOf(node).ReadDocuments(AuditOpening.Kind, true, Cancel)).Count, openings + 300, openings + 304);
        Assert.Single(await OldLog.StoreOf(node).ReadDocuments(LogMinimum.Kind, true, Cancel));
        await OldLog.IsGood(node, kept);
        node = await RealNode.Start(node.Folder, RealNode.OnePerson);
        await using var _ = node;
        await IsProved(node, act);
        Assert.DoesNotContain("1970", node.Logs.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_node_goes_on_signing_after_a_restart_and_after_its_tiles_were_lost()
    {
        var node = await OldLog.Start(600);
        Assert.Equal(512, await OldLog.Prune(node));
        var before = (await node.Send(HttpMethod.Post, "/v1/audit/checkpoint")).Text;
        node = await node.Restart();
        await OldLog.Act(node, 300);
        var after = await node.Send(HttpMethod.Post, "/v1/audit/checkpoint");
        Assert.Equal(200, after.Status);
        Assert.NotEqual(before, after.Text);
        await node.Stop();
        Directory.Delete(Path.Combine(node.Folder, "audit", "tile"), recursive: true);
        File.Delete(Path.Combine(node.Folder, "audit", "pruned"));
        node = await RealNode.Start(node.Folder, RealNode.OnePerson);
        await OldLog.Act(node, 1);
        Assert.Equal(200, (await node.Send(HttpMethod.Post, "/v1/audit/checkpoint")).Status);
        await OldLog.IsGood(node, 512);
        Directory.Delete(node.Folder, recursive: true);
    }

    [Fact]
    public async Task An_entry_stays_while_the_event_is_in_the_store_that_it_speaks_of()
    {
        var (node, messages) = await AuditedNode.Start();
        await OldLog.Act(node, 600);
        // No carrier has come: nothing of it may go.
        Assert.Equal(0, await OldLog.Prune(node));
        Assert.Equal((null, 200), (OldLog.Minimum(node), (await node.Send(HttpMethod.Get, $"/v1/messages/{messages[0]}")).Status));
        node = await RetiredFacts.Settled(node);
        await RetiredFacts.Go(node, messages[0]);
        Assert.InRange(await OldLog.Prune(node), 512, 768);
        var proof = await node.Prove(messages[0], "the customer disputes it");
        Assert.Equal((410, "pruned"), (proof.Status, proof.Json.GetProperty("code").GetString()));
        await OldLog.IsGood(node, OldLog.Minimum(node)!.Index);
        Directory.Delete(node.Folder, recursive: true);
    }

    [Fact]
    public async Task Days_that_are_fewer_than_those_of_facts_keep_the_node_from_starting()
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => RealNode.Start(null, ("Retention:Facts", "400.00:00:00"), ("Retention:AuditLog", "399.00:00:00")));
        Assert.Contains("Retention:AuditLog is shorter than Retention:Facts", failure.Message, StringComparison.Ordinal);
    }
}

/// <summary>Facts that are over, of a node without a carrier.</summary>
internal static class RetiredFacts
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The partitions' snapshots hold everything.</summary>
    public static async Task<RealNode> Settled(RealNode node)
    {
        await node.Stop();
        node = await RealNode.Start(node.Folder, ("Partitions:SnapshotEvery", "00:00:01"), RealNode.OnePerson);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var newest = (await OldLog.StoreOf(node).ReadNewest(default, new(long.MaxValue), 1, Cancel))[0].Row;
        while ((await OldLog.StoreOf(node).ReadPurgeEnd(new(long.MaxValue), 10_000, Cancel)).Value <= newest.Id.Value)
            await timer.WaitForNextTickAsync(Cancel);
        return node;
    }

    /// <summary>Dispatch, which without a carrier is not past them, says once a second where it is: what counts is what was said last.</summary>
    public static async Task Go(RealNode node, string message)
    {
        Assert.True(MessageId.TryParse(message, out var id));
        while (await OldLog.StoreOf(node).ReadMessage(id, Cancel) is not null)
        {
            await OldLog.StoreOf(node).Commit(new() { DispatchLow = new("main", MessageId.First(TimeProvider.System.GetUtcNow().AddDays(1), 0)) });
            await OldLog.Prune(node, 397);
        }
    }
}
