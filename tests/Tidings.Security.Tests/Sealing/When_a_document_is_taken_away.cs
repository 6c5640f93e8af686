using System.Text;
using Microsoft.Data.Sqlite;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Sealing;
using Tidings.Security.Tests.Keys;
using static Tidings.Security.Tests.Keys.SealedFolder;

namespace Tidings.Security.Tests.Sealing;

/// <summary>Or put there, or changed, by somebody who writes the database.</summary>
public sealed class When_a_document_is_taken_away
{
    static DocumentRow Document(string kind, string id, int version, string text) => new(kind, id, version, Noon, Encoding.UTF8.GetBytes($$"""{"text":"{{text}}"}"""));

    static async Task<SealedFolder> With(params DocumentRow[] documents)
    {
        var folder = await Watched();
        foreach (var document in documents)
            await folder.Commit(AuditWriter.UnitOf([document]));
        return folder;
    }

    static async Task<SealedFolder> Watched()
    {
        var folder = new SealedFolder();
        folder.Refusals = new(folder.Time, refused => folder.Refused.Add(refused));
        await folder.Start();
        return folder;
    }

    static async Task<string[]> Read(SealedFolder folder, string kind, bool all = false) =>
        [.. (await folder.Store.ReadDocuments(kind, all, Cancel)).Select(static row => $"{row.Id} {row.Version} {Encoding.UTF8.GetString(row.Body.Span)[9..^2]}")];

    /// <summary>Beside the node, which goes on.</summary>
    static async Task Beside(SealedFolder folder, string sql)
    {
        await using var thief = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "tidings.db")};Pooling=False");
        await thief.OpenAsync(Cancel);
        await using var command = thief.CreateCommand();
        command.CommandText = sql;
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync(Cancel));
    }

    /// <summary>The first document that was told of; how many there are is told besides.</summary>
    static (string Row, SealTrouble Why) Told(SealedFolder folder) => folder.Refused.First(static refused => refused.Table == "document") is var first ? (first.Row, first.Why) : default;

    [Theory]
    [InlineData("api-key"), InlineData("operator"), InlineData("carrier"), InlineData("template"), InlineData("alert"), InlineData("settings"), InlineData("policy-pack"), InlineData("webhook"), InlineData("proposal")]
    public async Task A_running_node_does_not_go_back_to_what_was_before(string kind)
    {
        await using var folder = await With(Document(kind, "a", 1, "opens"), Document(kind, "a", 2, "revoked"), Document(kind, "b", 1, "beside"));
        Assert.Equal(["a 2 revoked", "b 1 beside"], await Read(folder, kind));
        await Beside(folder, $"DELETE FROM document WHERE kind = '{kind}' AND version = 2");
        Assert.Equal(["a 2 revoked", "b 1 beside"], await Read(folder, kind));
        Assert.Equal(["a 1 opens", "a 2 revoked", "b 1 beside"], await Read(folder, kind, all: true));
        Assert.Equal([($"{kind} a 2", SealTrouble.Gone, true), ($"{kind} a 2", SealTrouble.Gone, false)], folder.Refused.Select(static refused => (refused.Row, refused.Why, refused.First)));
        // What is written after it is newer still.
        await folder.Commit(AuditWriter.UnitOf([Document(kind, "a", 3, "anew")]));
        Assert.Equal(["a 3 anew", "b 1 beside"], await Read(folder, kind));
    }

    [Fact]
    public async Task One_that_is_gone_whole_stays_as_it_was_seen_also_where_it_was_only_written()
    {
        await using var folder = await With(Document("api-key", "a", 1, "revoked"));
        await Beside(folder, "DELETE FROM document WHERE kind = 'api-key'");
        Assert.Equal(["a 1 revoked"], await Read(folder, "api-key"));
    }

    [Theory]
    [InlineData("api-key"), InlineData("operator"), InlineData("webhook"), InlineData("template")]
    public async Task At_a_start_nothing_of_one_counts_whose_newest_version_is_gone(string kind)
    {
        await using var folder = await With(Document(kind, "a", 1, "opens"), Document(kind, "a", 2, "revoked"), Document(kind, "b", 1, "beside"));
        await folder.Edit($"DELETE FROM document WHERE kind = '{kind}' AND version = 2");
        Assert.Equal(["b 1 beside"], await Read(folder, kind));
        Assert.Equal(($"{kind} a 2", SealTrouble.Gone), Told(folder));
        Assert.Equal(["b 1 beside"], await Read(folder, kind, all: true));
    }

    [Theory]
    [InlineData("settings"), InlineData("alert"), InlineData("policy-pack"), InlineData("keywords"), InlineData("purposes"), InlineData("fraud-rules"), InlineData("fraud-model"), InlineData("class-pause")]
    public async Task Nor_does_it_start_without_one_that_keeps_something_from_being_done(string kind)
    {
        await using var folder = await With(Document(kind, "a", 1, "before"), Document(kind, "a", 2, "now"));
        await folder.Edit($"DELETE FROM document WHERE kind = '{kind}' AND version = 2");
        Assert.Equal($"{kind} a 2", (await Assert.ThrowsAsync<SealRefusedException>(() => Read(folder, kind))).Row);
    }

    [Fact]
    public async Task A_template_that_was_put_there_or_changed_in_clear_is_none()
    {
        await using var folder = await With(Document("template", "fee", 1, "ours"));
        await folder.Edit("""INSERT INTO document SELECT kind, id, 2, at, CAST('{"text":"theirs"}' AS BLOB) FROM document WHERE kind = 'template'""");
        Assert.Equal(["fee 1 ours"], await Read(folder, "template", all: true));
        Assert.Equal(("template fee 2", SealTrouble.NotCommittedTo), Told(folder));
        await folder.Edit("""UPDATE document SET body = CAST('{"text":"theirs"}' AS BLOB) WHERE kind = 'template'""");
        Assert.Empty(await Read(folder, "template", all: true));
        await folder.Edit("""UPDATE document SET body = CAST('{"text":"ours"}' AS BLOB) WHERE kind = 'template'""");
        Assert.Equal(["fee 1 ours"], await Read(folder, "template"));
    }

    [Fact]
    public async Task A_policy_pack_that_was_changed_in_clear_ends_the_start()
    {
        await using var folder = await With(Document("policy-pack", "law", 1, "ours"));
        await folder.Edit("""UPDATE document SET body = CAST('{"text":"theirs"}' AS BLOB) WHERE kind = 'policy-pack'""");
        await Assert.ThrowsAsync<SealRefusedException>(() => Read(folder, "policy-pack"));
    }

    [Fact]
    public async Task What_a_version_before_wrote_is_committed_to_once_as_it_is_then()
    {
        await using var folder = await Watched();
        await folder.Store.Inner.Commit(new() { Documents = [Document("template", "fee", 1, "older"), Document("template", "fee", 2, "old")] });
        await folder.Edit("DELETE FROM master_key WHERE purpose = 'documents-committed'", "keys.db");
        Assert.Equal(["fee 1 older", "fee 2 old"], await Read(folder, "template", all: true));
        Assert.Equal(2, await folder.Store.ReadAuditSize(Cancel));
        await folder.Reopen();
        Assert.Equal(2, (await Read(folder, "template", all: true)).Length);
        Assert.Equal(2, await folder.Store.ReadAuditSize(Cancel));
        await folder.Store.Inner.Commit(new() { Documents = [Document("template", "fee", 3, "forged")] });
        await folder.Reopen();
        Assert.Equal(["fee 2 old"], (await Read(folder, "template", all: true))[^1..]);
    }

    [Fact]
    public async Task Rates_that_a_version_before_learnt_in_clear_are_sealed_and_stay()
    {
        await using var folder = await Watched();
        await folder.Store.Inner.Commit(new() { Documents = [Document("class-rate", "fee", 1, "usual")] });
        Assert.Empty(await Read(folder, "class-rate"));
        await folder.Edit("DELETE FROM master_key WHERE purpose = 'documents-committed'", "keys.db");
        Assert.Equal(["fee 1 usual"], await Read(folder, "class-rate"));
        Assert.True(DocumentSeals.IsSealed((await folder.Store.Inner.ReadDocuments("class-rate", true, Cancel)).Single().Body.Span));
    }

    [Fact]
    public async Task What_is_written_beside_a_read_raises_no_alarm()
    {
        await using var folder = await With(Document("template", "fee", 1, "text"));
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var reading = Task.Run(async () =>
        {
            while (!ending.IsCancellationRequested)
                await Read(folder, "template");
        }, Cancel);
        for (var version = 2; version < 200; version++)
            await folder.Commit(AuditWriter.UnitOf([Document("template", "fee", version, "text"), Document("template", $"new-{version}", 1, "text")]));
        await ending.CancelAsync();
        await reading;
        Assert.Empty(folder.Refused);
        Assert.Equal("fee 199 text", (await Read(folder, "template"))[0]);
    }
}
