using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Log;
using Tidings.Server.Audit.Pruning;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Audit.Pruning;

/// <summary>At each of its steps: what is on the disk then holds against the log, and the next pass ends what was begun.</summary>
public sealed class When_pruning_is_cut_off
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static DateTimeOffset Before => TimeProvider.System.GetUtcNow().AddDays(OldLog.Over - 3653);

    [Theory]
    [InlineData(0, false), InlineData(1, false), InlineData(2, false), InlineData(3, false), InlineData(4, true), InlineData(5, true)]
    public async Task The_next_start_goes_on_where_it_was(int units, bool isSaid)
    {
        var node = await OldLog.Start(300);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => OldLog.Pruning(node, CutStore.Over(OldLog.StoreOf(node), units)).Run(Before, Cancel));
        await OldLog.IsGood(node, isSaid ? 256 : 0);
        node = await RealNode.Start(node.Folder, RealNode.OnePerson);
        Assert.Equal(isSaid ? 256 : null, OldLog.Minimum(node)?.Index);
        await OldLog.Prune(node);
        Assert.InRange(OldLog.Minimum(node)!.Index, 256, 512);
        Assert.Equal((0, 0), OldLog.Below(node, OldLog.Minimum(node)!.Index));
        // Nothing is left of what opened entries that are gone.
        var kept = new HashSet<UInt128>();
        await foreach (var (_, bytes) in StoredEntries.From(OldLog.StoreOf(node), OldLog.Minimum(node)!.Index, Cancel))
            kept.Add(GoneEntries.Key(AuditEntry.Parse(bytes)!.Commitment.Span));
        Assert.All(await OldLog.StoreOf(node).ReadDocuments(AuditOpening.Kind, true, Cancel), row => Assert.Contains(GoneEntries.Key(AuditOpening.Of(row.Body.Span).Documents[^1].Commitment), kept));
        await OldLog.IsGood(node, OldLog.Minimum(node)!.Index);
        Directory.Delete(node.Folder, recursive: true);
    }

    [Fact]
    public async Task Files_that_a_kill_has_left_are_deleted_by_the_next_pass()
    {
        var node = await OldLog.Start(600);
        string[] left = [.. ((string[])["entries/001", "0/001"]).Select(file => Path.Combine(node.Folder, "audit", "tile", file))];
        byte[][] held = [.. left.Select(File.ReadAllBytes)];
        Assert.Equal(512, await OldLog.Prune(node));
        for (var i = 0; i < left.Length; i++)
            await File.WriteAllBytesAsync(left[i], held[i], Cancel);
        node = await node.Restart();
        await using var _ = node;
        // They are there still, and nobody is given them.
        Assert.Equal(410, (await node.Send(HttpMethod.Get, "/audit/tile/0/001")).Status);
        Assert.Equal((0, 2), OldLog.Below(node, 512));
        await OldLog.Prune(node);
        Assert.Equal((0, 0), OldLog.Below(node, 512));
    }

    [Fact]
    public async Task A_note_that_could_not_be_written_is_written_by_the_next_pass_and_then_all_of_it_goes()
    {
        var node = await OldLog.Start(600);
        var inTheWay = Directory.CreateDirectory(Path.Combine(node.Folder, "audit", "pruned.half"));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => OldLog.Prune(node));
        Assert.Null(OldLog.Minimum(node));
        inTheWay.Delete();
        // No restart between.
        await OldLog.Prune(node);
        Assert.Equal(512, OldLog.Minimum(node)?.Index);
        Assert.Equal((0, 0), OldLog.Below(node, 512));
        await OldLog.IsGood(node, 512);
        Directory.Delete(node.Folder, recursive: true);
    }

    [Fact]
    public async Task Nobody_is_told_before_a_checkpoint_commits_to_it()
    {
        var node = await OldLog.Start(600);
        var inTheWay = Directory.CreateDirectory(Path.Combine(node.Folder, "audit", "checkpoint.half"));
        // The first checkpoint of a pass has nothing new to sign; the one over the minimum has.
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => OldLog.Prune(node));
        Assert.False(File.Exists(Path.Combine(node.Folder, "audit", "pruned")));
        Assert.NotEqual((0, 0), OldLog.Below(node, 512));
        inTheWay.Delete();
        await OldLog.Prune(node);
        Assert.Equal((0, 0), OldLog.Below(node, 512));
        await OldLog.IsGood(node, 512);
        Directory.Delete(node.Folder, recursive: true);
    }

    [Fact]
    public async Task A_document_whose_entry_says_in_clear_which_it_is_is_committed_to_once()
    {
        var node = await RealNode.Start(null, RealNode.OnePerson);
        var clock = TimeProvider.System;
        await OldLog.StoreOf(node).Commit(EntriesOfBefore.UnitOf(
            [new("settings", "older", 1, clock.GetUtcNow(), "{}"u8.ToArray()), .. new DocumentActs(clock).Record(new("operator:ada", "settings.changed", "settings/older/1"))]));
        await OldLog.Act(node, 600);
        async Task<int> Openings() =>
            (await OldLog.StoreOf(node).ReadDocuments(AuditOpening.Kind, true, Cancel)).Count(static row => AuditOpening.Of(row.Body.Span).Documents.Any(static one => (one.Kind, one.Id) == ("settings", "older")));
        for (var pass = 0; pass < 2; pass++)
        {
            // All of them are written, and what says that they were is not.
            await Assert.ThrowsAsync<StoreUnavailableException>(() => OldLog.Pruning(node, CutStore.Over(OldLog.StoreOf(node), LogMinimum.Kind)).Run(Before, Cancel));
            Assert.Null(OldLog.Minimum(node));
            Assert.Equal(1, await Openings());
        }
        await OldLog.Prune(node);
        Assert.Equal((0, 0), OldLog.Below(node, OldLog.Minimum(node)!.Index));
        Assert.Equal(1, await Openings());
        await OldLog.IsGood(node, OldLog.Minimum(node)!.Index);
        Directory.Delete(node.Folder, recursive: true);
    }

    [Fact]
    public async Task Six_units_are_all_that_it_writes()
    {
        await using var node = await OldLog.Start(300);
        Assert.Equal(256, await OldLog.Pruning(node, CutStore.Over(OldLog.StoreOf(node), 6)).Run(Before, Cancel));
    }
}
