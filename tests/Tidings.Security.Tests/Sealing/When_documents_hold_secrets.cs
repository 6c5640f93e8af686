using System.Text;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;
using Tidings.Security.Audit.Entries;
using Tidings.Security.Audit.Tree;
using Tidings.Security.Sealing;
using Tidings.Security.Tests.Keys;
using static Tidings.Security.Tests.Keys.SealedFolder;

namespace Tidings.Security.Tests.Sealing;

public sealed class When_documents_hold_secrets
{
    const string Secret = "QUILLFEATHER-SECRET";

    static DocumentRow Document(string kind, string id = "one", int version = 1, string text = Secret) => new(kind, id, version, Noon, Encoding.UTF8.GetBytes($$"""{"text":"{{text}}"}"""));

    static async Task<string[]> Texts(SealedFolder folder, string kind) =>
        [.. (await folder.Store.ReadDocuments(kind, true, Cancel)).Select(static row => $"{row.Id} {row.Version} {Encoding.UTF8.GetString(row.Body.Span)}")];

    static bool OnDisk(SealedFolder folder, string text) => folder.Files().Any(file => file.Bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    public static TheoryData<string> Kinds => [.. DocumentSeals.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Nothing_of_them_is_on_the_disk_and_all_of_it_is_read_back(string kind)
    {
        await using var folder = await SealedFolder.Open();
        await folder.Commit(new CommitUnit { Documents = [Document(kind), Document("template", text: "PLAIN-TEMPLATE")] });
        await folder.Reopen();
        Assert.False(OnDisk(folder, Secret));
        Assert.True(OnDisk(folder, "PLAIN-TEMPLATE"));
        Assert.Equal([$$"""one 1 {"text":"{{Secret}}"}"""], await Texts(folder, kind));
    }

    [Fact]
    public async Task A_deleted_one_stays_empty_and_one_that_somebody_put_there_in_clear_does_not_open()
    {
        await using var folder = await SealedFolder.Open();
        await folder.Commit(new CommitUnit { Documents = [Document("api-key", "gone") with { Body = default }, Document("api-key", "new")] });
        Assert.Equal(["gone 1 ", """new 1 {"text":"QUILLFEATHER-SECRET"}"""], await Texts(folder, "api-key"));
        await folder.Store.Inner.Commit(new() { Documents = [Document("api-key", "forged", text: "clear")] });
        await Assert.ThrowsAsync<SealRefusedException>(() => Texts(folder, "api-key"));
        folder.Refusals = new(folder.Time);
        await folder.Reopen();
        Assert.Equal(["gone 1 ", """new 1 {"text":"QUILLFEATHER-SECRET"}"""], await Texts(folder, "api-key"));
    }

    [Theory]
    [InlineData("UPDATE document SET id = 'b' WHERE id = 'a'")]
    [InlineData("UPDATE document SET version = 2 WHERE id = 'a'")]
    [InlineData("UPDATE document SET kind = 'operator' WHERE id = 'a'")]
    [InlineData("UPDATE document SET body = (SELECT body FROM document WHERE id = 'c') WHERE id = 'a'")]
    [InlineData("UPDATE document SET body = substr(body, 1, 40) WHERE id = 'a'")]
    public async Task One_that_was_moved_or_changed_does_not_open(string sql)
    {
        await using var folder = await SealedFolder.Open();
        await folder.Commit(new CommitUnit { Documents = [Document("api-key", "a"), Document("api-key", "c")] });
        await folder.Edit(sql);
        await Assert.ThrowsAsync<SealRefusedException>(async () =>
        {
            _ = await Texts(folder, "api-key");
            _ = await Texts(folder, "operator");
        });
    }

    [Fact]
    public async Task Where_rows_are_left_out_a_key_is_and_settings_are_not()
    {
        await using var folder = await SealedFolder.Open();
        await folder.Commit(new CommitUnit { Documents = [Document("api-key", "a"), Document("api-key", "c"), Document("settings", "bank")] });
        folder.Refusals = new(folder.Time);
        await folder.Edit("UPDATE document SET version = 2 WHERE id IN ('a', 'bank')");
        Assert.Equal([$$"""c 1 {"text":"{{Secret}}"}"""], await Texts(folder, "api-key"));
        await Assert.ThrowsAsync<SealRefusedException>(() => Texts(folder, "settings"));
        Assert.Equal(["api-key a 2", "settings bank 2"], folder.Refusals.Seen!.Rows.Where(static row => row.Table == "document").Select(static row => row.Row).Order());
    }

    [Fact]
    public async Task Their_key_is_rotated_and_older_versions_still_open()
    {
        await using var folder = await SealedFolder.Open();
        Assert.Null(await folder.Ring.RotateDocuments(Cancel));
        await folder.Commit(new CommitUnit { Documents = [Document("act", "a")] });
        Assert.Equal(2u, await folder.Ring.RotateDocuments(Cancel));
        await folder.Commit(new CommitUnit { Documents = [Document("act", "b")] });
        await folder.Ring.RotateKeyEncryptionKey(null, Cancel);
        await folder.Ring.RotateIndex(Cancel);
        await folder.Reopen();
        Assert.Equal(2, (await Texts(folder, "act")).Length);
        Assert.Equal([1u, 2u], (await folder.Store.Inner.ReadDocuments("act", true, Cancel)).Select(static row => Sealer.VersionOf(row.Body.Span)));
    }

    [Fact]
    public async Task The_audit_log_commits_to_what_they_say_and_not_to_how_they_are_sealed()
    {
        await using var folder = await SealedFolder.Open();
        var unit = AuditWriter.UnitOf([Document("settings")]);
        await folder.Commit(unit);
        var read = (await folder.Store.ReadDocuments("settings", true, Cancel)).Single();
        var kept = AuditOpening.Of((await folder.Store.ReadDocuments(AuditOpening.Kind, true, Cancel)).Single().Body.Span);
        var (opening, commitment) = (kept.Documents.Single(), new byte[32]);
        new Commitments().OfDocument(opening.Salt, kept.Actor, read, commitment);
        Assert.Equal(commitment, AuditEntry.Parse(EntryBundle.Read(unit.Audit.Body)!.Single())!.Commitment.ToArray());
        Assert.Equal(("node", commitment.Length), (kept.Actor, opening.Commitment.Length));
    }

    [Fact]
    public void The_same_written_twice_is_committed_to_otherwise_each_time_under_a_salt_of_its_own()
    {
        var units = Enumerable.Range(0, 2).Select(static _ => AuditWriter.UnitOf([Document("settings"), Document("settings")])).ToArray();
        var openings = units.SelectMany(static unit => AuditOpening.Of(unit.Documents[^1].Body.Span).Documents).ToArray();
        Assert.Equal(4, openings.Select(static one => Convert.ToHexString(one.Salt)).Distinct().Count());
        Assert.Equal(4, units.SelectMany(static unit => EntryBundle.Read(unit.Audit.Body)!).Select(static entry => Convert.ToHexString(AuditEntry.Parse(entry)!.Commitment.Span)).Distinct().Count());
        Assert.All(openings, static one => Assert.Equal(Commitments.SaltBytes, one.Salt.Length));
    }
}
