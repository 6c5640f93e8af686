using Tidings.Core.Messages;
using Tidings.Core.Ports.Rows;
using Tidings.Core.Track;
using Tidings.Server.Tests.Deliver;
using Tidings.Server.Track;

namespace Tidings.Server.Tests.Track;

/// <summary>What a carrier calls a text is in the index as long as the answer itself is in the store, whenever the node ends.</summary>
public sealed class When_references_are_written
{
    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static long KeyOf(string reference) => LookupKey.OfReference("main", LookupEntries.KeyOf(reference));

    static async Task<IReadOnlyList<LookupRow>> Stored(Carrier carrier, MessageId id) =>
        await carrier.Store.ReadLookup(KeyOf((await carrier.Facts(id)).Submissions[0].Reference!), new(long.MaxValue), 9, Cancel);

    [Fact]
    public async Task That_of_a_text_which_waited_for_its_time_is_written_with_the_answer_and_others_wait_in_memory()
    {
        await using var carrier = await Carrier.Open();
        var ids = await carrier.Accept(("ada", carrier.Text("at once")), ("ben", carrier.Text("later", notBefore: TimeProvider.System.GetUtcNow())));
        await carrier.Settled(ids);
        Assert.Empty(await Stored(carrier, ids[0]));
        Assert.Equal(ids[1], Assert.Single(await Stored(carrier, ids[1])).Message);
        // The fact is durable a moment before its entry is in memory.
        var key = KeyOf((await carrier.Facts(ids[0])).Submissions[0].Reference!);
        await Carrier.Until(async () => (await carrier.Lookups.Find(key, new(long.MaxValue), 9, Cancel)).Count == 1);
        await carrier.Lookups.Flush();
        Assert.Single(await Stored(carrier, ids[0]));
    }

    [Fact]
    public async Task None_is_left_of_an_answer_that_was_not_written()
    {
        await using var smsc = new ScriptedSmsc();
        await using var carrier = await Carrier.Open(start: false);
        carrier.Options.Port = smsc.Port;
        // Before the answer comes, somebody else has the bind: whatever it is, it is not written.
        smsc.Before = async () => await carrier.Store.TakeBind("main/0", "another", TimeSpan.FromSeconds(1), Cancel);
        using var fenced = new Metered(carrier.Metrics.Fenced);
        carrier.StartBind("main/0");
        var id = (await carrier.Accept(("ada", carrier.Text("hello"))))[0];
        await Carrier.Until(() => Task.FromResult(fenced[""] > 0));
        Assert.Empty((await carrier.Facts(id)).Submissions);
        Assert.Empty(await carrier.Lookups.Find(KeyOf(ScriptedSmsc.IdOf(smsc.FirstId)), new(long.MaxValue), 9, Cancel));
    }

    [Fact]
    public async Task Those_of_texts_older_than_the_tables_mark_are_filled_in_after_a_crash()
    {
        await using var carrier = await Carrier.Open();
        var id = (await carrier.Accept(("ada", carrier.Text("hello"))))[0];
        await carrier.Settled(id);
        // The text was decided before the table's mark, and its answer was in memory alone.
        await carrier.Lookups.Write(new LookupRow[] { new(LookupKey.Mark, new(id.Value + 1), 0) });
        await new LookupRebuild(carrier.Store, new(carrier.Store, TimeProvider.System), TimeProvider.System).FillAfterMark(Cancel);
        Assert.Single(await Stored(carrier, id));
    }
}
