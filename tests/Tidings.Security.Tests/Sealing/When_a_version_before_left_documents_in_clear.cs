using System.Text;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Access;
using Tidings.Security.Keys;
using Tidings.Security.Sealing;
using Tidings.Security.Tests.Keys;
using Tidings.Storage.Sqlite;
using Tidings.Storage.Sqlite.Keys;
using static Tidings.Security.Tests.Keys.SealedFolder;

namespace Tidings.Security.Tests.Sealing;

public sealed class When_a_version_before_left_documents_in_clear
{
    const string Forget = "DELETE FROM master_key WHERE purpose = 'older-documents-sealed'";

    static DocumentRow Document(string kind, string id, int version = 1, string text = "https://hooks.example/told") => new(kind, id, version, Noon, Encoding.UTF8.GetBytes($$"""{"text":"{{text}}"}"""));

    static async Task<string[]> Read(SealedFolder folder, string kind) =>
        [.. (await folder.Store.ReadDocuments(kind, true, Cancel)).Select(static row => $"{row.Id} {row.Version} {Encoding.UTF8.GetString(row.Body.Span)}")];

    static async Task<bool[]> AreSealed(SealedFolder folder, string kind) =>
        [.. (await folder.Store.Inner.ReadDocuments(kind, true, Cancel)).Where(static row => !row.Body.IsEmpty).Select(static row => DocumentSeals.IsSealed(row.Body.Span))];

    static async Task<Act[]> Acts(SealedFolder folder) => [.. (await folder.Store.ReadDocuments(DocumentActs.Kind, true, Cancel)).Select(DocumentActs.Of)];

    /// <summary>A folder as such a version left it: two subscriptions, one of which ended, and the bank's keywords.</summary>
    static async Task<SealedFolder> Older()
    {
        var folder = await SealedFolder.Open();
        await folder.Store.Inner.Commit(new()
        {
            Documents = [Document("webhook", "wh1"), Document("webhook", "wh1", 2), Document("webhook", "wh2"), Document("webhook", "wh2", 2) with { Body = default }, Document("keywords", "bank")],
        });
        return folder;
    }

    [Fact]
    public async Task They_are_sealed_at_the_first_start_as_they_were_and_an_act_says_so()
    {
        await using var folder = await Older();
        await folder.Edit(Forget, "keys.db");
        Assert.Equal((bool[])[true, true, true], await AreSealed(folder, "webhook"));
        Assert.Equal((bool[])[true], await AreSealed(folder, "keywords"));
        Assert.Equal(["wh1 1", "wh1 2", "wh2 1", "wh2 2"], (await Read(folder, "webhook")).Select(static row => string.Join(' ', row.Split(' ')[..2])));
        Assert.Contains("""bank 1 {"text":"https://hooks.example/told"}""", await Read(folder, "keywords"));
        Assert.Equal(new Act("system", "documents.sealed", "keywords webhook"), Assert.Single(await Acts(folder)));
        await folder.Reopen();
        Assert.Single(await Acts(folder));
        Assert.Equal(4, (await Read(folder, "webhook")).Length);
    }

    [Theory]
    [InlineData("webhook"), InlineData("keywords")]
    public async Task One_that_is_put_there_in_clear_after_that_is_nobodys_and_stays_in_clear(string kind)
    {
        await using var folder = await Older();
        await folder.Edit(Forget, "keys.db");
        await folder.Store.Inner.Commit(new() { Documents = [Document(kind, "forged")] });
        await Assert.ThrowsAsync<SealRefusedException>(() => Read(folder, kind));
        await folder.Reopen();
        await Assert.ThrowsAsync<SealRefusedException>(() => Read(folder, kind));
        Assert.Contains(false, await AreSealed(folder, kind));
        // Also where somebody takes away what says that it was done: beside a sealed one none is taken.
        await folder.Edit(Forget, "keys.db");
        await Assert.ThrowsAsync<SealRefusedException>(() => Read(folder, kind));
        Assert.Contains(false, await AreSealed(folder, kind));
    }

    [Fact]
    public async Task In_an_installation_that_was_new_none_is_taken_in_clear()
    {
        await using var folder = await SealedFolder.Open();
        await folder.Store.Inner.Commit(new() { Documents = [Document("webhook", "forged")] });
        await folder.Reopen();
        await Assert.ThrowsAsync<SealRefusedException>(() => Read(folder, "webhook"));
    }

    [Fact]
    public async Task A_tool_reads_them_as_they_are_and_changes_nothing()
    {
        await using var folder = await Older();
        await folder.Store.DisposeAsync();
        await using (var thief = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(folder.Path, "keys.db")};Pooling=False"))
        {
            await thief.OpenAsync(Cancel);
            await using var command = thief.CreateCommand();
            command.CommandText = Forget;
            Assert.Equal(1, await command.ExecuteNonQueryAsync(Cancel));
        }
        await using (var tool = new SealedStore(SqliteStore.Create(new() { Directory = folder.Path }, folder.Time), new KeyRing(SqliteKeyStore.Create(folder.Path), folder.Provider, folder.Limits, folder.Time)))
        {
            await tool.Open(0, Cancel);
            Assert.Equal(4, (await tool.ReadDocuments("webhook", true, Cancel)).Count);
            Assert.False(DocumentSeals.IsSealed((await tool.Inner.ReadDocuments("keywords", true, Cancel)).Single().Body.Span));
        }
        await folder.Start();
        Assert.Equal((bool[])[true], await AreSealed(folder, "keywords"));
    }

    [Fact]
    public async Task Where_rows_are_left_out_a_subscription_is_and_keywords_are_not()
    {
        await using var folder = await SealedFolder.Open();
        await folder.Commit(new CommitUnit { Documents = [Document("webhook", "wh1"), Document("webhook", "wh2"), Document("keywords", "bank")] });
        folder.Refusals = new(folder.Time);
        await folder.Edit("UPDATE document SET version = 2 WHERE id IN ('wh1', 'bank')");
        Assert.Single(await Read(folder, "webhook"));
        await Assert.ThrowsAsync<SealRefusedException>(() => Read(folder, "keywords"));
    }
}
