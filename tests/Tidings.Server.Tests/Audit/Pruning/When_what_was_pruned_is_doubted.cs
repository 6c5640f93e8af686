using Microsoft.Extensions.DependencyInjection;
using Tidings.Security.Audit.Check;
using Tidings.Security.Audit.Log;
using Tidings.Security.Audit.Tree;
using Tidings.Server.Audit;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Audit.Pruning;

/// <summary>Pruning by the node is told from a deletion by somebody, before and after it.</summary>
public sealed class When_what_was_pruned_is_doubted
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static async Task<string> Wrong(RealNode node) => Assert.IsType<LogVerdict.Wrong>(await AuditedNode.Check(node.Folder)).What;

    /// <summary>What a node deletes, by somebody who has the machine.</summary>
    static void Delete(string folder)
    {
        AuditedNode.Sql(folder, Rows);
        DeleteFiles(folder);
    }

    const string Rows = "DELETE FROM audit WHERE first + entries <= 512";

    static void DeleteFiles(string folder)
    {
        foreach (var file in (string[])["tile/entries/000", "tile/entries/001", "tile/0/000", "tile/0/001"])
            File.Delete(Path.Combine(folder, "audit", file));
    }

    [Fact]
    public async Task Entries_that_somebody_deleted_without_an_act_are_missed()
    {
        var node = await OldLog.Start(600);
        await node.Stop();
        AuditedNode.Sql(node.Folder, Rows);
        Assert.Contains("the store's audit row that should hold it is missing", await Wrong(node), StringComparison.Ordinal);
        DeleteFiles(node.Folder);
        Assert.Equal("tile/entries/000 is missing.", await Wrong(node));
        Directory.Delete(node.Folder, recursive: true);
    }

    [Fact]
    public async Task Who_has_the_logs_key_and_not_the_keys_of_the_store_cannot_say_that_it_was_pruned()
    {
        var node = await OldLog.Start(600);
        var tree = new GrowingTree(static (_, _, _) => { });
        await foreach (var (_, bytes) in Server.Audit.Pruning.StoredEntries.From(OldLog.StoreOf(node), 0, Cancel))
            if (tree.Size < 512)
                tree.Append(MerkleHash.Leaf(bytes.Span));
        // The note as the log signs it, and no document that says so.
        await node.Services.GetRequiredService<AuditBuilder>().Keep(LogMinimum.Of(tree, 0, TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow()));
        await node.Stop();
        Delete(node.Folder);
        Assert.Equal("The log's first 512 entries are said to be pruned, and nothing that it commits to says so.", await Wrong(node));
        Directory.Delete(node.Folder, recursive: true);
    }

    [Theory]
    [InlineData("entries"), InlineData("0")]
    public async Task A_bundle_or_tile_above_it_that_somebody_deleted_is_named(string level)
    {
        var node = await OldLog.Start(900);
        Assert.InRange(await OldLog.Prune(node), 768, 1024);
        await OldLog.Act(node, 300);
        var kept = OldLog.Minimum(node)!.Index;
        await OldLog.IsGood(node, kept);
        var file = $"tile/{level}/{kept / 256:D3}";
        File.Delete(Path.Combine(node.Folder, "audit", file));
        Assert.Equal($"{file} is missing.", await Wrong(node));
        Directory.Delete(node.Folder, recursive: true);
    }

    [Theory]
    [InlineData("DELETE FROM audit WHERE first < (SELECT first FROM audit ORDER BY first LIMIT 1 OFFSET 3)", "audit row that should hold it is missing")]
    [InlineData("DELETE FROM document WHERE kind = 'audit-minimum'", "version 1 of audit-minimum log is not in the store")]
    [InlineData("UPDATE document SET body = CAST('{}' AS BLOB) WHERE kind = 'audit-minimum'", "version 1 of audit-minimum log was changed in the store")]
    [InlineData("INSERT INTO document SELECT kind, id, 2, at, CAST('{}' AS BLOB) FROM document WHERE kind = 'audit-minimum'", "Version 2 of audit-minimum log is in the store and not in the log")]
    public async Task Rows_of_the_store_above_it_and_its_own_document_are_held_against_the_log(string edit, string told)
    {
        var node = await OldLog.Start(600);
        Assert.Equal(512, await OldLog.Prune(node));
        await OldLog.IsGood(node, 512);
        AuditedNode.Sql(node.Folder, edit);
        Assert.Contains(told, await Wrong(node), StringComparison.Ordinal);
        Directory.Delete(node.Folder, recursive: true);
    }

    [Fact]
    public async Task A_node_whose_document_of_it_is_gone_signs_nothing_more_and_says_why()
    {
        var node = await OldLog.Start(600);
        Assert.Equal(512, await OldLog.Prune(node));
        await node.Stop();
        AuditedNode.Sql(node.Folder, "DELETE FROM document WHERE kind = 'audit-minimum'");
        node = await RealNode.Start(node.Folder, RealNode.OnePerson);
        await using var _ = node;
        var answer = await node.Send(HttpMethod.Post, "/v1/audit/checkpoint");
        Assert.Equal((503, "audit-halted"), (answer.Status, answer.Json.GetProperty("code").GetString()));
        Assert.Contains("from where the audit log is kept", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE audit SET body = CAST(substr(body, 1, 30) || CASE WHEN substr(body, 31, 1) = x'00' THEN x'01' ELSE x'00' END || substr(body, 32) AS BLOB) WHERE first = (SELECT first FROM audit ORDER BY first LIMIT 1 OFFSET 2)", "the store's first 512 entries are not those that were signed")]
    [InlineData("DELETE FROM document WHERE kind = 'act' AND id = (SELECT id FROM document WHERE kind = 'act' ORDER BY id LIMIT 1 OFFSET 50)", "is not in the store as its entry has it")]
    [InlineData("DELETE FROM document WHERE kind = 'audit-opening' AND id = (SELECT id FROM document WHERE kind = 'audit-opening' ORDER BY id LIMIT 1 OFFSET 50)", "nothing in the store opens it")]
    [InlineData("DELETE FROM audit WHERE first = (SELECT first FROM audit ORDER BY first LIMIT 1 OFFSET 2)", "is missing or changed")]
    [InlineData("UPDATE audit SET body = x'00' WHERE first = (SELECT first FROM audit ORDER BY first LIMIT 1 OFFSET 2)", "is missing or changed")]
    public async Task What_was_tampered_with_before_is_not_pruned_and_stays_to_be_found(string edit, string told)
    {
        var node = await OldLog.Start(600);
        await node.Stop();
        AuditedNode.Sql(node.Folder, edit);
        node = await RealNode.Start(node.Folder, RealNode.OnePerson);
        Assert.Equal(0, await OldLog.Prune(node));
        Assert.Contains(told, node.Logs.All, StringComparison.Ordinal);
        Assert.Null(OldLog.Minimum(node));
        await node.Stop();
        Assert.IsType<LogVerdict.Wrong>(await AuditedNode.Check(node.Folder));
        Directory.Delete(node.Folder, recursive: true);
    }
}
