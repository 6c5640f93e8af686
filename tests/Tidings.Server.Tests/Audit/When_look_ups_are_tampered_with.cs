using Tidings.Core.Messages;
using Tidings.Security.Access;
using Tidings.Security.Audit.Check;
using Tidings.Server.Audit;
using Tidings.Server.Deliver;
using Tidings.Server.Host;
using Tidings.Server.Tests.Intake;
using Tidings.Server.Track;

namespace Tidings.Server.Tests.Audit;

public sealed class When_look_ups_are_tampered_with(LookedUpNode node) : IClassFixture<LookedUpNode>, IDisposable
{
    readonly string _folder = node.CopyOf();

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    async Task<string> Wrong() => Assert.IsType<LogVerdict.Wrong>(await AuditedNode.Check(_folder)).What;

    [Fact]
    public async Task What_a_node_wrote_is_what_the_journal_says()
    {
        Assert.IsType<LogVerdict.Good>(await AuditedNode.Check(_folder));
        // As it is where all of it is written anew.
        await Rebuilt();
        Assert.IsType<LogVerdict.Good>(await AuditedNode.Check(_folder));
    }

    [Theory]
    [InlineData(1, "its customer"), InlineData(2, "its number"), InlineData(3, "the customer who wrote it"), InlineData(4, "the number that it came from"), InlineData(5, "its carrier's id")]
    [InlineData(6, "the verification that it approved"), InlineData(7, "the number whose holder it names"), InlineData(8, "its carrier's reference")]
    public async Task One_that_was_dropped_is_named_by_its_kind_and_its_row_and_is_there_again_when_all_are_written_anew(int kind, string by)
    {
        var entry = node.One((LookupKind)kind);
        var stored = await LookedUpNode.Stored(_folder, entry);
        AuditedNode.Sql(_folder, $"DELETE FROM lookup WHERE key = {stored.Key} AND message = {stored.Message.Value}");
        Assert.Equal($"{entry.Row.Message} is not found by {by}: a look-up was dropped. tidings audit reindex writes them anew.", await Wrong());
        await Rebuilt();
        Assert.IsType<LogVerdict.Good>(await AuditedNode.Check(_folder));
    }

    [Fact]
    public async Task One_that_was_added_to_lead_to_another_row_is_named_and_gone_when_all_are_written_anew()
    {
        var stored = await LookedUpNode.Stored(_folder, node.One(LookupKind.Reference));
        var other = node.One(LookupKind.CustomersReply).Row.Message;
        AuditedNode.Sql(_folder, $"INSERT INTO lookup SELECT run, key, {other.Value}, 0 FROM lookup WHERE key = {stored.Key} AND message = {stored.Message.Value} LIMIT 1");
        Assert.Equal($"A look-up was added or changed: one points to {other}, which is not what it finds. tidings audit reindex writes them anew.", await Wrong());
        await Rebuilt();
        Assert.IsType<LogVerdict.Good>(await AuditedNode.Check(_folder));
    }

    [Theory]
    [InlineData(500), InlineData(1L << 40)]
    public async Task One_that_leads_nowhere_is_named(long beyond)
    {
        var stored = await LookedUpNode.Stored(_folder, node.One(LookupKind.Holder));
        var nowhere = new MessageId(stored.Message.Value + beyond);
        AuditedNode.Sql(_folder, $"INSERT INTO lookup SELECT run, key, {nowhere.Value}, 0 FROM lookup WHERE key = {stored.Key} AND message = {stored.Message.Value} LIMIT 1");
        Assert.Contains($"one points to {nowhere}, which is not in the store.", await Wrong(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_was_changed_is_missed_and_named()
    {
        var stored = await LookedUpNode.Stored(_folder, node.One(LookupKind.Reference));
        AuditedNode.Sql(_folder, $"UPDATE lookup SET segment = 1 WHERE key = {stored.Key} AND message = {stored.Message.Value}");
        var wrong = await Wrong();
        Assert.Contains($"{stored.Message} is not found by its carrier's reference: a look-up was dropped.", wrong, StringComparison.Ordinal);
        Assert.Contains($"one points to {stored.Message}, which is not what it finds.", wrong, StringComparison.Ordinal);
    }

    [Theory]
    // Without its run an entry is not read. What hides how far the table reaches hides nothing below the mark of dispatch.
    [InlineData("DELETE FROM lookup_run"), InlineData("DELETE FROM lookup WHERE key <> 0"), InlineData("DELETE FROM lookup")]
    public async Task All_of_them_are_missed_however_they_went(string edit)
    {
        AuditedNode.Sql(_folder, edit);
        Assert.Matches(" is not found by .*: [0-9]+ look-ups were dropped", await Wrong());
    }

    [Fact]
    public async Task What_is_found_wrong_does_not_depend_on_how_much_is_compared_at_once()
    {
        var stored = await LookedUpNode.Stored(_folder, node.One(LookupKind.Approval));
        AuditedNode.Sql(_folder, $"DELETE FROM lookup WHERE key = {stored.Key}");
        AuditedNode.Sql(_folder, $"INSERT INTO lookup SELECT run, key, message + 700, 0 FROM lookup WHERE key <> 0 LIMIT 2");
        await using var store = await StoreForTools.Open(_folder, Cancel);
        var all = await Found(store, 1 << 20);
        Assert.Contains("2 look-ups were added or changed", all, StringComparison.Ordinal);
        Assert.Contains($"{stored.Message} is not found by the verification", all, StringComparison.Ordinal);
        Assert.Equal(all, await Found(store, 1));
        Assert.Equal(all, await Found(store, 3));
    }

    static async Task<string?> Found(StoreForTools store, int window)
    {
        var check = new LookupCheck(store.Store, store.TokenOf, window);
        foreach (var facts in await store.Store.ReadNewest(default, new(long.MaxValue), 500, Cancel))
            await check.Row(facts, DecidedEvents.Of(facts.Row), Cancel);
        return await check.Wrong(Cancel);
    }

    [Fact]
    public async Task Those_of_a_customer_who_was_erased_are_none_of_them()
    {
        await using var again = await RealNode.Start(node.CopyOf(), RealNode.OnePerson);
        Assert.Equal(204, (await again.Send(HttpMethod.Delete, "/v1/customers/C-1")).Status);
        await again.Stop();
        Assert.IsType<LogVerdict.Good>(await AuditedNode.Check(again.Folder));
    }

    [Fact]
    public async Task Those_of_answers_that_are_gone_go_with_them_when_that_is_accepted()
    {
        AuditedNode.Sql(_folder, "DELETE FROM submission");
        await Wrong();
        await using (var store = await StoreForTools.Open(_folder, Cancel))
            await (await Acceptance.Look(store.Store, TimeProvider.System, Cancel)).Accept("machine", "no backup helps", Cancel);
        Assert.IsType<LogVerdict.Good>(await AuditedNode.Check(_folder));
    }

    [Fact]
    public async Task That_they_were_written_anew_is_recorded()
    {
        await Rebuilt();
        await using var store = await StoreForTools.Open(_folder, Cancel);
        var acts = (await store.Store.ReadDocuments(DocumentActs.Kind, allVersions: false, Cancel)).Select(DocumentActs.Of);
        Assert.Equal(("machine", "lookups"), Assert.Single(acts, static act => act.Name == Reindexing.Act) is var act ? (act.Actor, act.Subject) : default);
    }

    async Task Rebuilt()
    {
        await using var store = await StoreForTools.Open(_folder, Cancel);
        await Reindexing.Run(store.Store, "machine", TimeProvider.System, Cancel);
    }
}
