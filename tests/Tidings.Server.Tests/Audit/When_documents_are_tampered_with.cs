using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Tidings.Core.Ports;
using Tidings.Security.Access;
using Tidings.Security.Audit.Check;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Tree;
using Tidings.Server.Host;
using Tidings.Server.Tests.Intake;

namespace Tidings.Server.Tests.Audit;

/// <summary>The store of a node whose log has entries of today and, from a version before, such as say in clear who wrote what.</summary>
public sealed class When_documents_are_tampered_with : IAsyncLifetime
{
    RealNode _node = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    string Folder => _node.Folder;

    public async ValueTask InitializeAsync()
    {
        _node = await RealNode.Start(null, RealNode.OnePerson);
        foreach (var id in (string[])["ours", "theirs"])
        {
            var pack = $$"""{"id":"{{id}}","title":"Ours","rules":[{"id":"OURS-1","jurisdiction":"US","effect":"deny","classes":["promotional"],"source":"our lawyer","confidence":"primary-text-read"}]}""";
            Assert.Equal(200, (await _node.Send(HttpMethod.Put, $"/v1/policies/{id}", body: pack)).Status);
        }
        var clock = TimeProvider.System;
        await _node.Services.GetRequiredService<IStore>().Commit(EntriesOfBefore.UnitOf(
        [
            new("policy-pack", "older", 1, clock.GetUtcNow(), "{}"u8.ToArray()), new("settings", "older", 1, clock.GetUtcNow(), "{}"u8.ToArray()),
            .. new DocumentActs(clock).Record(new("operator:ada", "policy-pack.changed", "policy-pack/older/1")),
        ]));
        await _node.Send(HttpMethod.Post, "/v1/audit/checkpoint");
        await _node.Stop();
        // The control of each test below: untouched, it is good.
        Assert.IsType<LogVerdict.Good>(await AuditedNode.Check(Folder));
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return default;
    }

    async Task<LogVerdict.Wrong> Wrong() => Assert.IsType<LogVerdict.Wrong>(await AuditedNode.Check(Folder));

    /// <summary>What opens the entry of this document, sealed again with another content, as somebody can who has the keys.</summary>
    async Task Reopen(string document, Func<AuditOpening, AuditOpening> change)
    {
        Core.Ports.Rows.DocumentRow row;
        await using (var store = await StoreForTools.Open(Folder, Cancel))
            row = (await store.Store.ReadDocuments(AuditOpening.Kind, true, Cancel)).Single(kept => AuditOpening.Of(kept.Body.Span).Documents.Any(one => one.Id == document));
        AuditedNode.Sql(Folder, $"DELETE FROM document WHERE kind = 'audit-opening' AND id = '{row.Id}'");
        await using var again = await StoreForTools.Open(Folder, Cancel);
        await again.Store.Commit(new() { Documents = [row with { Body = change(AuditOpening.Of(row.Body.Span)).ToBytes() }] });
    }

    [Theory]
    [InlineData("ours"), InlineData("older")]
    public async Task A_changed_one_is_named(string id)
    {
        AuditedNode.Sql(Folder, $"UPDATE document SET body = CAST('{{\"title\":\"worst\"}}' AS BLOB) WHERE id = '{id}' AND kind = 'policy-pack'");
        var wrong = await Wrong();
        Assert.NotNull(wrong.Entry);
        Assert.Contains($"version 1 of policy-pack {id} was changed in the store", wrong.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ours"), InlineData("older")]
    public async Task A_dropped_one_is_named(string id)
    {
        AuditedNode.Sql(Folder, $"DELETE FROM document WHERE id = '{id}' AND kind = 'policy-pack'");
        Assert.Contains($"version 1 of policy-pack {id} is not in the store.", (await Wrong()).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_that_changed_places_are_named()
    {
        foreach (var (from, to) in ((string, string)[])[("ours", "third"), ("theirs", "ours"), ("third", "theirs")])
            AuditedNode.Sql(Folder, $"UPDATE document SET id = '{to}' WHERE kind = 'policy-pack' AND id = '{from}'");
        Assert.Contains("version 1 of policy-pack ours was changed in the store", (await Wrong()).What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("policy-pack"), InlineData("act"), InlineData("api-key")]
    public async Task One_with_another_time_is_named(string kind)
    {
        // Of an act the time is when it was done: it stands beside what is sealed, and not in it.
        AuditedNode.Sql(Folder, $"UPDATE document SET at = at + 1 WHERE kind = '{kind}' AND id <> 'older'");
        var wrong = await Wrong();
        Assert.NotNull(wrong.Entry);
        Assert.Contains($"of {kind} ", wrong.What, StringComparison.Ordinal);
        Assert.Contains("was changed in the store", wrong.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_who_is_said_to_have_written_it_is_named()
    {
        await Reopen("ours", static kept => kept with { Actor = "operator:eve" });
        Assert.Contains("was changed in the store, or who wrote it.", (await Wrong()).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_and_what_opens_it_that_were_both_made_anew_are_named()
    {
        const string body = """{"id":"ours","title":"Theirs","rules":[]}""";
        AuditedNode.Sql(Folder, $"UPDATE document SET body = CAST('{body}' AS BLOB) WHERE id = 'ours' AND kind = 'policy-pack'");
        Core.Ports.Rows.DocumentRow row;
        await using (var store = await StoreForTools.Open(Folder, Cancel))
            row = (await store.Store.ReadDocuments("policy-pack", true, Cancel)).Single(static one => one.Id == "ours");
        await Reopen("ours", kept =>
        {
            var (salt, commitment) = (new byte[Commitments.SaltBytes], new byte[MerkleHash.Length]);
            new Commitments().OfDocument(salt, kept.Actor, row, commitment);
            return kept with { Documents = [.. kept.Documents.Select(one => one.IsOf(row) ? one with { Salt = salt, Commitment = commitment } : one)] };
        });
        Assert.Contains("what opens it is not in the store", (await Wrong()).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_what_opens_them_is_gone_the_log_is_whole_and_the_store_is_not()
    {
        AuditedNode.Sql(Folder, "DELETE FROM document WHERE kind = 'audit-opening'");
        Assert.IsType<LogVerdict.Good>(await new LogCheck(new FolderTiles(Path.Combine(Folder, "audit")), AuditedNode.KeyOf(Folder), []).Run(Cancel));
        var wrong = await Wrong();
        Assert.NotNull(wrong.Entry);
        Assert.Contains("what opens it is not in the store", wrong.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_moved_among_what_opens_others_does_not_open()
    {
        AuditedNode.Sql(Folder, "UPDATE document SET body = (SELECT body FROM document WHERE kind = 'audit-opening' ORDER BY id DESC LIMIT 1) WHERE kind = 'audit-opening'");
        Assert.Contains("does not open", (await Wrong()).What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_in_the_log_says_who_or_what_but_where_a_version_before_wrote_it()
    {
        var entries = Directory.EnumerateFiles(Path.Combine(Folder, "audit", "tile", "entries"), "*", SearchOption.AllDirectories)
            .OrderBy(static file => int.Parse(Path.GetFileName(file), CultureInfo.InvariantCulture)).Last();
        var read = EntryBundle.Read(await File.ReadAllBytesAsync(entries, Cancel))!.Select(static bytes => AuditEntry.Parse(bytes)!).ToArray();
        Assert.All(read, static entry => Assert.True(entry.Act is null ? entry is { Kind: AuditKind.Document, Subject: 0, Part: 0 } : entry.Act.Actor == "operator:ada"));
        Assert.Equal(["policy-pack older", "settings older"], read.Where(static entry => entry.Act is { DocumentKind: not "act" }).Select(static entry => $"{entry.Act!.DocumentKind} {entry.Act.Document}"));
        // The two packs say the same but for their names, and a guess at one finds nothing.
        await using var store = await StoreForTools.Open(Folder, Cancel);
        var guesses = (await store.Store.ReadDocuments("policy-pack", true, Cancel)).Where(static row => row.Id != "older")
            .Select(static row => System.Security.Cryptography.SHA256.HashData(row.Body.Span)).ToArray();
        Assert.Equal(2, guesses.Length);
        Assert.DoesNotContain(read, entry => guesses.Any(guess => entry.Commitment.Span.SequenceEqual(guess)));
    }
}
