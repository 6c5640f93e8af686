using System.Text;
using Tidings.Core.Ports;
using Tidings.Core.Ports.Rows;

namespace Tidings.Storage.Tests.Contract;

/// <summary>Values that take another form while their owners are at work. Seen beneath whoever seals, since it is the bytes that are compared.</summary>
public abstract partial class StoreContract
{
    static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    IStore Raw => Rig.Raw(Store);

    async Task Rewritten(params Rewriting[] rows) => Assert.Equal(CommitOutcome.Committed, await Raw.Commit(new() { Rewritings = rows, LowPriority = true }));

    [Fact]
    public async Task A_value_is_rewritten_only_where_it_still_stands_as_it_was_read()
    {
        var row = Sample.Row(Sample.Id(1));
        var document = new DocumentRow("act", "a", 3, Sample.Noon, Bytes("old"));
        await Raw.Commit(new() { Journal = [row], Profiles = [new(2, "c", Sample.Id(1), Sample.Noon, Bytes("old"))], Accounts = [new("A-1", Bytes("old"))], Documents = [document] });
        Rewriting[] changes = [Rewriting.OfJournal(row.Id, row.Payload, Bytes("new")), Rewriting.OfProfile(2, "c", Bytes("old"), Bytes("new")), Rewriting.OfAccount("A-1", Bytes("old"), Bytes("new")), Rewriting.OfDocument(document, Bytes("new"))];
        await Rewritten([.. changes.Select(static change => change with { Old = Bytes("other") })]);
        Assert.Equal("sealed " + row.Id.Value, await PayloadOf(row));
        await Rewritten(changes);
        await Rewritten([.. changes.Select(static change => change with { New = Bytes("too late") })]);
        await Reopen();
        Assert.Equal("new", await PayloadOf(row));
        var profile = Assert.Single(await Raw.ReadProfiles(2, ["c"], Cancel));
        Assert.Equal(("new", Sample.Id(1), Sample.Noon), (Encoding.UTF8.GetString(profile.State.Span), profile.UpTo, profile.NextDue));
        Assert.Equal("new", Encoding.UTF8.GetString(Assert.Single(await Raw.ReadAccounts(Cancel).ToList()).Body.Span));
        var read = Assert.Single(await Raw.ReadDocuments("act", true, Cancel), static row => row.Id == "a");
        Assert.Equal((3, Sample.Noon, "new"), (read.Version, read.At, Encoding.UTF8.GetString(read.Body.Span)));
    }

    async Task<string> PayloadOf(JournalRow row) => Encoding.UTF8.GetString((await Raw.ReadMessage(row.Id, Cancel))!.Row.Payload.Span);

    [Fact]
    public async Task What_an_owner_wrote_meanwhile_stays_and_the_owner_goes_on()
    {
        var mine = await Own(2);
        await Raw.Commit(new() { Fences = [mine], Profiles = [new(2, "c", Sample.Id(1), null, Bytes("old"))] });
        await Raw.Commit(new() { Fences = [mine], Profiles = [new(2, "c", Sample.Id(2), null, Bytes("newer"))] });
        await Rewritten(Rewriting.OfProfile(2, "c", Bytes("old"), Bytes("old in another form")), Rewriting.OfProfile(2, "nobody", Bytes("old"), Bytes("x")));
        var profile = Assert.Single(await Raw.ReadStoredProfiles(2, "", 10, Cancel), static row => row.Customer == "c");
        Assert.Equal(("newer", Sample.Id(2)), (Encoding.UTF8.GetString(profile.State.Span), profile.UpTo));
        Assert.Equal(CommitOutcome.Committed, await Raw.Commit(new() { Fences = [mine], Profiles = [profile] }));
    }

    [Fact]
    public async Task A_unit_whose_epoch_is_old_rewrites_nothing()
    {
        var old = await Own(2);
        await Own(2);
        await Raw.Commit(new() { Accounts = [new("A-1", Bytes("old"))] });
        Assert.Equal(CommitOutcome.Fenced, await Raw.Commit(new() { Fences = [old], Rewritings = [Rewriting.OfAccount("A-1", Bytes("old"), Bytes("new"))] }));
        Assert.Equal("old", Encoding.UTF8.GetString(Assert.Single(await Raw.ReadAccounts(Cancel).ToList()).Body.Span));
    }

    [Fact]
    public async Task A_pass_sees_each_snapshot_of_a_partition_once()
    {
        await Raw.Commit(new() { Profiles = [.. Enumerable.Range(0, 7).Select(static i => new ProfileRow(3, $"~{i}", Sample.Id(i), null, Bytes("s"))), new(4, "~other", Sample.Id(1), null, Bytes("s"))] });
        var seen = new List<string>();
        // Above everything that a store before this one may have put there itself.
        for (var after = "~"; await Raw.ReadStoredProfiles(3, after, 3, Cancel) is { Count: > 0 } page; after = page[^1].Customer)
            seen.AddRange(page.Select(static row => row.Customer));
        Assert.Equal(Enumerable.Range(0, 7).Select(static i => $"~{i}"), seen);
    }
}
