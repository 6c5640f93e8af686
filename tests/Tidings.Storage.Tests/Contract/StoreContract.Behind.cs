using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Tests.Contract;

public abstract partial class StoreContract
{
    static ProfileRow Profile(string customer, int partition = 1, DateTimeOffset? due = null, byte state = 1) =>
        new(partition, customer, Sample.Id(state), due, new byte[] { state, 0, 255 });

    [Fact]
    public async Task Snapshots_are_read_in_batches_and_those_without_are_absent()
    {
        await Committed(new CommitUnit { Profiles = [.. Enumerable.Range(0, 500).Select(i => Profile("c" + i))] });
        await Committed(new CommitUnit { Profiles = [Profile("c7", state: 9, due: Sample.Noon), Profile("c7", partition: 2)] });
        var read = await Store.ReadProfiles(1, ["c7", "missing", "c499"], Cancel);
        Assert.Equal(["c7", "c499"], read.Select(profile => profile.Customer));
        Assert.Equal((1, Sample.Id(9), Sample.Noon), (read[0].Partition, read[0].UpTo, read[0].NextDue!.Value));
        Assert.Equal([9, 0, 255], read[0].State.ToArray());
        Assert.Null(read[1].NextDue);
        Assert.Empty(await Store.ReadProfiles(1, [], Cancel));
    }

    [Fact]
    public async Task The_later_snapshot_of_a_transaction_counts()
    {
        var answers = await Together(
            new CommitUnit { Profiles = [Profile("c", state: 1)] },
            new CommitUnit { Profiles = [Profile("c", state: 3)] },
            new CommitUnit { Profiles = [Profile("c", state: 2)] });
        await Task.WhenAll(answers);
        Assert.Equal(2, Assert.Single(await Store.ReadProfiles(1, ["c"], Cancel)).State.Span[0]);
    }

    [Fact]
    public async Task Due_customers_come_earliest_first_and_the_others_not()
    {
        await Committed(new CommitUnit
        {
            Profiles = [Profile("late", due: Sample.Noon), Profile("early", due: Sample.Noon.AddDays(-1)), Profile("after", due: Sample.Noon.AddMicroseconds(1)), Profile("never"), Profile("elsewhere", 2, Sample.Noon)],
        });
        Assert.Equal(["early", "late"], (await Store.ReadDueProfiles(1, default, Sample.Noon, 10, Cancel)).Select(due => due.Customer));
        Assert.Equal(["early"], (await Store.ReadDueProfiles(1, default, Sample.Noon, 1, Cancel)).Select(due => due.Customer));
        await Committed(new CommitUnit { Profiles = [Profile("early")] });
        Assert.Equal(["late"], (await Store.ReadDueProfiles(1, default, Sample.Noon, 10, Cancel)).Select(due => due.Customer));
    }

    [Fact]
    public async Task Due_customers_are_read_on_from_where_the_last_page_ended_also_among_those_of_one_moment()
    {
        await Committed(new CommitUnit { Profiles = [.. Enumerable.Range(0, 5).Select(i => Profile($"c{i}", due: Sample.Noon))] });
        var seen = new List<string>();
        for (var after = default(DueProfile); await Store.ReadDueProfiles(1, after, Sample.Noon, 2, Cancel) is { Count: > 0 } page; after = page[^1])
            seen.AddRange(page.Select(due => due.Customer));
        Assert.Equal(["c0", "c1", "c2", "c3", "c4"], seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Look_ups_come_newest_first_in_pages()
    {
        await Committed(new CommitUnit { Lookups = [.. Enumerable.Range(0, 10).Select(i => new LookupRow(-5, Sample.Id(i), i % 2)), new LookupRow(6, Sample.Id(1), 0)] });
        // Written again after a crash: the same entry.
        await Committed(new CommitUnit { Lookups = [new LookupRow(-5, Sample.Id(9), 1)] });
        var page = await Store.ReadLookup(-5, new(long.MaxValue), 4, Cancel);
        Assert.Equal([9, 8, 7, 6], page.Select(entry => Number(entry)));
        Assert.Equal([1, 0, 1, 0], page.Select(entry => entry.Segment));
        Assert.Equal([5, 4], (await Store.ReadLookup(-5, page[^1].Message, 2, Cancel)).Select(entry => Number(entry)));
        Assert.Empty(await Store.ReadLookup(7, new(long.MaxValue), 4, Cancel));

        static int Number(LookupRow entry) => (int)((entry.Message.Value - Sample.Id(0).Value) >> 22);
    }

    [Fact]
    public async Task Look_ups_of_some_messages_are_read_as_they_stand_without_the_mark()
    {
        var rows = Enumerable.Range(0, 200).SelectMany(static key => Enumerable.Range(0, 60).Select(message => new LookupRow((key * 0x123456789ABCDEFL) + 1, Sample.Id(message), message % 3))).ToArray();
        foreach (var chunk in rows.Chunk(2_000))
            await Committed(new CommitUnit { Lookups = chunk });
        await Committed(new CommitUnit { Lookups = [new(Core.Track.LookupKey.Mark, Sample.Id(20), 0), rows[^1], rows[20]] });
        var form = (await Store.ReadLookupForms(Cancel))[0];
        var expected = rows.Where(static row => row.Message.Value >= Sample.Id(20).Value && row.Message.Value < Sample.Id(60).Value).Select(row => row with { Key = form(row.Key) });
        Assert.Equal(expected.ToHashSet(), (await Store.ReadLookups(Sample.Id(20), Sample.Id(60), Cancel).ToList()).ToHashSet());
        Assert.Equal(rows.Length, (await Store.ReadLookups(default, new(long.MaxValue), Cancel).ToList()).Distinct().Count());
        Assert.Empty(await Store.ReadLookups(Sample.Id(60), new(long.MaxValue), Cancel).ToList());
    }

    [Fact]
    public async Task A_unit_that_writes_look_ups_anew_leaves_its_own_alone()
    {
        await Committed(new CommitUnit { Lookups = [new(1, Sample.Id(1), 0), new(Core.Track.LookupKey.Mark, Sample.Id(9), 0)] });
        await Committed(new CommitUnit { LookupsAnew = true, Lookups = [new(2, Sample.Id(2), 0)] });
        Assert.Empty(await Store.ReadLookup(1, new(long.MaxValue), 9, Cancel));
        Assert.Empty(await Store.ReadLookup(Core.Track.LookupKey.Mark, new(long.MaxValue), 9, Cancel));
        await Committed(new CommitUnit { Lookups = [new(1, Sample.Id(3), 0)] });
        await Reopen();
        Assert.Equal((1, 1), ((await Store.ReadLookup(1, new(long.MaxValue), 9, Cancel)).Count, (await Store.ReadLookup(2, new(long.MaxValue), 9, Cancel)).Count));
    }

    [Fact]
    public async Task Many_look_ups_are_all_found_once_while_and_after_the_store_tidies_them()
    {
        const int keys = 1000, messages = 180, again = 30;
        for (var message = 0; message < messages + again; message++)
            await Committed(new CommitUnit
            {
                LowPriority = true,
                Lookups = [.. Enumerable.Range(0, keys).Select(key => new LookupRow(Spread(key), Sample.Id(message % messages), 0))],
            });
        var expected = Enumerable.Range(0, messages).Reverse().Select(message => Sample.Id(message)).ToArray();
        for (var pass = 0; pass < 2; pass++)
        {
            for (var key = 0; key < keys; key += 37)
                Assert.Equal(expected, (await Store.ReadLookup(Spread(key), new(long.MaxValue), int.MaxValue, Cancel)).Select(entry => entry.Message));
            await Reopen();
        }

        static long Spread(int key) => unchecked((key * -7046029254386353131L) ^ 0x5555_5555);
    }

    [Fact]
    public async Task Accounts_are_replaced_and_all_read()
    {
        await Committed(new CommitUnit { Accounts = [.. Enumerable.Range(0, 1001).Select(i => new AccountRow($"acc{i:0000}", new byte[] { 1 }))] });
        await Committed(new CommitUnit { Accounts = [new AccountRow("acc0500", new byte[] { 2 })] });
        var all = await Store.ReadAccounts(Cancel).ToList();
        Assert.Equal(1001, all.Count);
        Assert.Equal(["acc0500"], all.Where(account => account.Body.Span[0] == 2).Select(account => account.Account));
    }

    [Fact]
    public async Task Documents_keep_their_versions()
    {
        DocumentRow[] versions = [.. Enumerable.Range(1, 12).Select(version => new DocumentRow("template", "a", version, Sample.Noon.AddDays(version), new[] { (byte)version }))];
        await Committed(new CommitUnit { Documents = [.. versions, new DocumentRow("template", "b", 1, Sample.Noon, default), new DocumentRow("alert", "a", 1, Sample.Noon, default)] });
        var newest = await Store.ReadDocuments("template", allVersions: false, Cancel);
        Assert.Equal([("a", 12), ("b", 1)], newest.Select(document => (document.Id, document.Version)));
        Assert.Equal((Sample.Noon.AddDays(12), 12), (newest[0].At, newest[0].Body.Span[0]));
        Assert.Equal(13, (await Store.ReadDocuments("template", allVersions: true, Cancel)).Count);
        Assert.Empty(await Store.ReadDocuments("nothing", allVersions: true, Cancel));
    }

    [Fact]
    public async Task Documents_are_read_from_the_last_id_back_page_by_page()
    {
        DocumentRow[] acts = [.. Enumerable.Range(0, 7).Select(i => new DocumentRow("act", $"a{i}", 1, Sample.Noon.AddMinutes(i), new[] { (byte)i }))];
        await Committed(new CommitUnit { Documents = [.. acts, new DocumentRow("act", "a3", 2, Sample.Noon, new byte[] { 33 }), new DocumentRow("acts", "a9", 1, Sample.Noon, default), new DocumentRow("ac", "a9", 1, Sample.Noon, default)] });
        var first = await Store.ReadLastDocuments("act", null, 3, Cancel);
        Assert.Equal(["a6", "a5", "a4"], first.Select(document => document.Id));
        Assert.Equal((Sample.Noon.AddMinutes(6), 6), (first[0].At, first[0].Body.Span[0]));
        Assert.Equal([("a3", 2), ("a3", 1), ("a2", 1)], (await Store.ReadLastDocuments("act", "a4", 3, Cancel)).Select(document => (document.Id, document.Version)));
        Assert.Equal(["a1", "a0"], (await Store.ReadLastDocuments("act", "a2", 3, Cancel)).Select(document => document.Id));
        Assert.Empty(await Store.ReadLastDocuments("act", "a0", 3, Cancel));
    }

    [Fact]
    public async Task Versions_of_a_document_are_deleted_up_to_one_and_no_others()
    {
        DocumentRow[] versions = [.. Enumerable.Range(1, 3).Select(static version => new DocumentRow("operator-session", "a", version, Sample.Noon, new[] { (byte)version }))];
        await Committed(new CommitUnit { Documents = [.. versions, versions[0] with { Id = "b" }, versions[0] with { Kind = "template" }] });
        await Committed(new CommitUnit { Removed = [new("operator-session", "a", 2), new("operator-session", "nobody", 9)], LowPriority = true });
        Assert.Equal([("a", 3), ("b", 1)], (await Store.ReadDocuments("operator-session", allVersions: true, Cancel)).Select(static document => (document.Id, document.Version)));
        Assert.Equal(3, (await Store.ReadDocuments("operator-session", allVersions: false, Cancel))[0].Version);
        Assert.Single(await Store.ReadDocuments("template", allVersions: true, Cancel));
        await Committed(new CommitUnit { Removed = [new("operator-session", "a", 3)], Documents = [versions[0]] });
        Assert.Equal([("a", 1), ("b", 1)], (await Store.ReadDocuments("operator-session", allVersions: true, Cancel)).Select(static document => (document.Id, document.Version)));
    }

    [Fact]
    public async Task Of_two_writers_of_a_documents_version_one_wins()
    {
        var version = new DocumentRow("template", "a", 1, Sample.Noon, new byte[] { 1 });
        var answers = await Together(new CommitUnit { Documents = [version] }, new CommitUnit { Documents = [version with { Body = new byte[] { 2 } }] });
        Assert.Equal(CommitOutcome.Committed, await answers[0]);
        await Assert.ThrowsAsync<StoreConflictException>(() => answers[1]);
        Assert.Equal(1, Assert.Single(await Store.ReadDocuments("template", true, Cancel)).Body.Span[0]);
    }
}
